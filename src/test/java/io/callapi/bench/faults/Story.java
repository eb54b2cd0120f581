package io.callapi.bench.faults;

import io.callapi.bench.client.CommandLog;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/**
 * A few commands about calls between phones that no other story knows: what the proxy shows of them
 * is its doing alone.
 */
final class Story {

  private static final String BUSY = "busy";
  private static final int TRIES_TO_END = 3;

  private final Examiner examiner;
  private final long seed;
  private final int number;
  private final Cast cast;
  private final Belief belief = new Belief();
  private int commands;

  Story(Examiner examiner, long seed, int number, Cast cast) {
    this.examiner = examiner;
    this.seed = seed;
    this.number = number;
    this.cast = cast;
  }

  String name() {
    return "s" + number;
  }

  String host() {
    return name() + ".test";
  }

  Belief belief() {
    return belief;
  }

  String nextCommandId() {
    return "f%d-%d-%d".formatted(seed, number, ++commands);
  }

  /** Plays it, and ends the calls that are up then. */
  Future<?> play() {
    return beginCallOfOthers()
        .compose(v -> script())
        .transform(over -> endAll(TRIES_TO_END))
        .eventually(this::endCallsOfOthers);
  }

  /** Between the phones that a command will connect as well. */
  private Future<?> beginCallOfOthers() {
    if (!cast.callToBegin()) {
      return Future.succeededFuture();
    }
    boolean three = StoryKind.of(seed, number).phones() == 3;
    String caller = three ? cast.callee() : cast.caller();
    String callee = three ? cast.third() : cast.callee();
    return examiner
        .beginCallOfOthers(uri(caller), uri(callee))
        .onSuccess(call -> belief.leaveAlone(call.value()))
        .otherwiseEmpty(); // nobody who answers
  }

  private Future<?> endCallsOfOthers() {
    return Future.join(
        belief.ofOthers().stream()
            .map(call -> examiner.endCallOfOthers(call).otherwiseEmpty())
            .toList());
  }

  private Future<?> script() {
    return switch (StoryKind.of(seed, number)) {
      case ECHO -> run("Echo", new JsonObject().put("text", "x".repeat(number % 50)));
      case BUSY -> start(BUSY);
      case PLAIN -> start(cast.callee());
      case HOLD ->
          start(cast.callee())
              .compose(up -> change("CallHold", Habits.hold(cast.caller(), cast.callee())))
              .compose(held -> change("CallUnhold", Habits.resume(cast.caller(), cast.callee())));
      case BLIND -> start(cast.callee()).compose(up -> blindTransfer(cast.third()));
      case BLIND_TO_BUSY -> start(cast.callee()).compose(up -> blindTransfer(BUSY));
      case ATTENDED ->
          start(cast.callee()).compose(up -> start(cast.third())).compose(up -> attendedTransfer());
    };
  }

  private Future<?> start(String callee) {
    JsonObject params =
        new JsonObject().put("caller", uri(cast.caller())).put("callee", uri(callee));
    return examiner.run(this, "CallStart", params, Habits.start(cast.caller(), callee));
  }

  private Future<?> change(String method, Expected expected) {
    return examiner.run(this, method, callid(0), expected);
  }

  private Future<?> blindTransfer(String to) {
    JsonObject params = callid(0).put("leg", "callee").put("destination", uri(to));
    Expected expected = Habits.blindTransfer(cast.callee(), to);
    return examiner.run(this, "CallBlindTransfer", params, expected);
  }

  private Future<?> attendedTransfer() {
    JsonObject params =
        new JsonObject()
            .put("callidA", belief.calls().get(0))
            .put("legA", "callee")
            .put("callidB", belief.calls().get(1))
            .put("legB", "callee");
    Expected expected = Habits.attendedTransfer(cast.callee(), cast.third());
    return examiner.run(this, "CallAttendedTransfer", params, expected);
  }

  private Future<?> endAll(int tries) {
    if (tries == 0) {
      return Future.succeededFuture();
    }
    Future<?> ended = Future.succeededFuture();
    for (String call : belief.calls()) {
      JsonObject params = new JsonObject().put("callid", call);
      ended = ended.compose(v -> run("CallEnd", params).otherwiseEmpty());
    }
    return ended.compose(v -> endAll(belief.calls().isEmpty() ? 0 : tries - 1));
  }

  private Future<CommandLog> run(String method, JsonObject params) {
    return examiner.run(this, method, params, Expected.SUCCESS);
  }

  private JsonObject callid(int index) {
    return new JsonObject().put("callid", belief.calls().get(index));
  }

  private String uri(String user) {
    return "sip:" + user + "@" + host();
  }
}
