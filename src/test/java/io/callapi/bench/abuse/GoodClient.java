package io.callapi.bench.abuse;

import io.callapi.bench.client.CommandLog;
import io.callapi.bench.client.CommandSocket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client as it should be: it makes calls, holds, transfers and ends them, and has a text echoed
 * now and then beside that. Lives on one event loop.
 */
final class GoodClient {

  private static final long ECHO_EVERY_MS = 200;
  private static final int LONGEST_PAUSE_MS = 1000;
  private static final long PATIENCE_S = 60;

  private final Vertx vertx;
  private final int number;
  private final SplittableRandom random;
  private final Supplier<Tally> tally;
  private @Nullable CommandSocket socket;
  private int sequence;
  private int running;
  private boolean stopped;

  /**
   * @param tally told what comes of each command
   */
  GoodClient(Vertx vertx, int number, long seed, Supplier<Tally> tally) {
    this.vertx = vertx;
    this.number = number;
    this.random = new SplittableRandom(seed * 31 + number);
    this.tally = tally;
  }

  /** Connects and begins. */
  Future<GoodClient> start(Target target) {
    return CommandSocket.connect(vertx, target.options()).onSuccess(this::begin).map(this);
  }

  private void begin(CommandSocket connected) {
    socket = connected;
    connected.onGone(this::gone);
    vertx.setPeriodic(1 + random.nextLong(ECHO_EVERY_MS), ECHO_EVERY_MS, this::echo);
    live();
  }

  /** Begins nothing new; what runs ends. */
  void stop() {
    stopped = true;
  }

  int running() {
    return running;
  }

  private void gone() {
    if (!stopped) {
      tally.get().fail("a well-behaved client was cut off");
      stopped = true;
    }
  }

  private void echo(long timer) {
    if (stopped) {
      vertx.cancelTimer(timer);
      return;
    }
    run("Echo", new JsonObject().put("text", "x".repeat(random.nextInt(200))));
  }

  private void live() {
    if (stopped) {
      return;
    }
    running++;
    story()
        .onComplete(over -> running--)
        .transform(over -> vertx.timer(1 + random.nextInt(LONGEST_PAUSE_MS), TimeUnit.MILLISECONDS))
        .onComplete(v -> live());
  }

  private Future<?> story() {
    return switch (random.nextInt(3)) {
      case 0 -> call("bob").compose(this::holdAndResume).compose(this::end);
      case 1 -> call("bob").compose(this::sendOn).compose(this::end);
      default -> call("bob").compose(this::join).compose(this::end);
    };
  }

  private Future<String> call(String callee) {
    return run("CallStart", new JsonObject().put("caller", uri("alice")).put("callee", uri(callee)))
        .map(log -> callId(log, "CalleeAnswered"));
  }

  private Future<String> holdAndResume(String call) {
    return run("CallHold", callId(call)).compose(v -> run("CallUnhold", callId(call))).map(call);
  }

  private Future<String> sendOn(String call) {
    return run(
            "CallBlindTransfer", callId(call).put("leg", "callee").put("destination", uri("eve")))
        .map(log -> callId(log, "TransferSuccessful"));
  }

  private Future<String> join(String first) {
    return call("carol")
        .compose(
            second ->
                run(
                    "CallAttendedTransfer",
                    new JsonObject()
                        .put("callidA", first)
                        .put("legA", "callee")
                        .put("callidB", second)
                        .put("legB", "callee")))
        .map(log -> callId(log, "TransferSuccessful"));
  }

  private Future<?> end(String call) {
    return run("CallEnd", callId(call));
  }

  private Future<CommandLog> run(String method, JsonObject params) {
    String id = "good-" + number + "-" + sequence++;
    running++;
    return Objects.requireNonNull(socket)
        .run(id, method, params)
        .timeout(PATIENCE_S, TimeUnit.SECONDS)
        .onComplete(ended -> running--)
        .onSuccess(this::note)
        .onFailure(e -> tally.get().fail(method + " has not ended: " + e.getMessage()))
        .compose(GoodClient::goOnIfGood);
  }

  private void note(CommandLog log) {
    tally.get().add(log, System.nanoTime() - log.sentAt());
    Objects.requireNonNull(socket).forget(log);
  }

  private static Future<CommandLog> goOnIfGood(CommandLog log) {
    return log.hasSucceeded() ? Future.succeededFuture(log) : Future.failedFuture(log.method());
  }

  private static String callId(CommandLog log, String stage) {
    return log.find(stage).orElseThrow().data().getString("callid");
  }

  private static JsonObject callId(String call) {
    return new JsonObject().put("callid", call);
  }

  private String uri(String user) {
    return "sip:" + user + "@good" + number + ".test";
  }
}
