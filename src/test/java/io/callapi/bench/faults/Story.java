package io.callapi.bench.faults;

import io.callapi.bench.client.CommandLog;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/**
 * A few commands about calls between phones that no other story knows: what the proxy shows of them
 * is its doing alone.
 */
final class Story {

  private static final int BUSY_HERE = 486;
  private static final int TRIES_TO_END = 3;

  private final Examiner examiner;
  private final long seed;
  private final int number;
  private final Belief belief = new Belief();
  private int commands;

  Story(Examiner examiner, long seed, int number) {
    this.examiner = examiner;
    this.seed = seed;
    this.number = number;
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
    return script().transform(over -> endAll(TRIES_TO_END));
  }

  private Future<?> script() {
    return switch (StoryKind.of(seed, number)) {
      case ECHO -> run("Echo", new JsonObject().put("text", "x".repeat(number % 50)));
      case BUSY -> start("busy", Expected.failure(BUSY_HERE));
      case PLAIN -> start("bob", Expected.SUCCESS);
      case HOLD ->
          start("bob", Expected.SUCCESS)
              .compose(up -> run("CallHold", callid(0)))
              .compose(held -> run("CallUnhold", callid(0)));
      case BLIND ->
          start("bob", Expected.SUCCESS).compose(up -> blindTransfer("carol", Expected.SUCCESS));
      case BLIND_TO_BUSY ->
          start("bob", Expected.SUCCESS)
              .compose(up -> blindTransfer("busy", Expected.failure(BUSY_HERE)));
      case ATTENDED ->
          start("bob", Expected.SUCCESS)
              .compose(up -> start("carol", Expected.SUCCESS))
              .compose(up -> attendedTransfer());
    };
  }

  private Future<?> start(String callee, Expected expected) {
    JsonObject params = new JsonObject().put("caller", uri("alice")).put("callee", uri(callee));
    return examiner.run(this, "CallStart", params, expected);
  }

  private Future<?> blindTransfer(String to, Expected expected) {
    JsonObject params = callid(0).put("leg", "callee").put("destination", uri(to));
    return examiner.run(this, "CallBlindTransfer", params, expected);
  }

  private Future<?> attendedTransfer() {
    return run(
        "CallAttendedTransfer",
        new JsonObject()
            .put("callidA", belief.calls().get(0))
            .put("legA", "callee")
            .put("callidB", belief.calls().get(1))
            .put("legB", "callee"));
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
