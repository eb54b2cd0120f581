package io.callapi.bench;

import io.callapi.bench.client.CommandLog;
import io.callapi.bench.client.CommandSocket;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Starts calls on one connection, so many at once, ends them, and does it again. */
final class CallStarts {

  private static final int AT_ONCE = 50;

  private final Vertx vertx;
  private final JsonObject parties;
  private final Latencies answered = new Latencies();
  private final Latencies ended = new Latencies();
  private int started;
  private int succeeded;

  /**
   * What came of it.
   *
   * @param answered from the request to CalleeAnswered
   * @param ended from the request to Ended
   */
  record Result(String phones, int started, int succeeded, Latencies answered, Latencies ended) {}

  CallStarts(Vertx vertx, String caller, String callee) {
    this.vertx = vertx;
    this.parties = new JsonObject().put("caller", caller).put("callee", callee);
  }

  /** Measures for about that long, after one round that does not count. */
  Result measure(String phones, String url, Duration duration) {
    Context context = vertx.getOrCreateContext();
    Promise<Void> done = Promise.promise();
    context.runOnContext(v -> connectAndRepeat(url, duration).onComplete(done));
    done.future().await();
    return new Result(phones, started, succeeded, answered, ended);
  }

  private Future<Void> connectAndRepeat(String url, Duration duration) {
    return CommandSocket.connect(vertx, url)
        .compose(
            socket ->
                round(socket, false)
                    .compose(v -> repeat(socket, System.nanoTime() + duration.toNanos()))
                    .eventually(socket::close));
  }

  private Future<Void> repeat(CommandSocket socket, long until) {
    return System.nanoTime() >= until
        ? Future.succeededFuture()
        : round(socket, true).compose(v -> repeat(socket, until));
  }

  private Future<Void> round(CommandSocket socket, boolean counts) {
    String prefix = UUID.randomUUID().toString().substring(0, 8);
    List<Future<Void>> calls =
        IntStream.range(0, AT_ONCE)
            .mapToObj(i -> socket.run(prefix + "-" + i, "CallStart", parties))
            .map(call -> call.compose(log -> end(socket, log, counts)))
            .toList();
    return Future.join(calls).mapEmpty();
  }

  private Future<Void> end(CommandSocket socket, CommandLog log, boolean counts) {
    if (counts) {
      count(log);
    }
    socket.forget(log);
    return log.find("CalleeAnswered")
        .map(answer -> new JsonObject().put("callid", answer.data().getString("callid")))
        .map(callid -> socket.run(log.id() + "-end", "CallEnd", callid).onSuccess(socket::forget))
        .orElseGet(() -> Future.succeededFuture(log))
        .mapEmpty();
  }

  private void count(CommandLog log) {
    started++;
    if (log.hasSucceeded()) {
      succeeded++;
      log.find("CalleeAnswered").ifPresent(entry -> answered.add(entry.nanos()));
      log.find("Ended").ifPresent(entry -> ended.add(entry.nanos()));
    }
  }
}
