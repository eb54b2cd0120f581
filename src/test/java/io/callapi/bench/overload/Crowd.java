package io.callapi.bench.overload;

import io.callapi.bench.client.CommandLog;
import io.callapi.bench.client.CommandSocket;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Several clients that give commands by turns, on one event loop, used by the main thread. */
final class Crowd {

  private static final long TICK_MS = 10;

  private final Vertx vertx;
  private final Context loop;
  private final List<CommandSocket> clients;
  private final Verdicts verdicts;
  private int given;

  private Crowd(Vertx vertx, Context loop, List<CommandSocket> clients, Verdicts verdicts) {
    this.vertx = vertx;
    this.loop = loop;
    this.clients = clients;
    this.verdicts = verdicts;
  }

  static Crowd connect(Vertx vertx, String url, int size, Verdicts verdicts) {
    Context loop = vertx.getOrCreateContext();
    Promise<List<CommandSocket>> connected = Promise.promise();
    loop.runOnContext(
        v ->
            Future.all(
                    IntStream.range(0, size)
                        .mapToObj(i -> CommandSocket.connect(vertx, url))
                        .toList())
                .map(all -> all.<CommandSocket>list())
                .onComplete(connected));
    return new Crowd(vertx, loop, connected.future().await(), verdicts);
  }

  /**
   * A command to be given.
   *
   * @param right whether it has ended as it must
   */
  record Given(String method, JsonObject params, Predicate<CommandLog> right) {}

  /** Gives all of them at once. */
  void give(List<Given> commands) {
    loop.runOnContext(v -> commands.forEach(this::give));
  }

  /** Gives them one after another, so many a second. */
  void give(List<Given> commands, int rate) {
    Promise<Void> done = Promise.promise();
    List<Given> left = new ArrayList<>(commands);
    long start = System.nanoTime();
    int all = commands.size();
    loop.runOnContext(
        v ->
            vertx.setPeriodic(
                TICK_MS,
                timer -> {
                  long due = rate * (System.nanoTime() - start) / 1_000_000_000L;
                  while (!left.isEmpty() && all - left.size() < due) {
                    give(left.remove(0));
                  }
                  if (left.isEmpty() && vertx.cancelTimer(timer)) {
                    done.complete();
                  }
                }));
    done.future().await();
  }

  private void give(Given command) {
    CommandSocket client = clients.get(given++ % clients.size());
    verdicts.begun();
    client
        .run("o-" + given, command.method(), command.params())
        .onSuccess(log -> verdicts.add(log, command.right()))
        .onSuccess(client::forget)
        .onFailure(e -> verdicts.lost(command.method(), e));
  }

  /** Waits until all have ended, or for that long. */
  void awaitEnd(int seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (verdicts.running() > 0 && System.nanoTime() - end < 0) {
      pause(100);
    }
  }

  void pause(long millis) {
    vertx.timer(millis, TimeUnit.MILLISECONDS).await();
  }

  void close() {
    Promise<Object> closed = Promise.promise();
    loop.runOnContext(
        v ->
            Future.join(clients.stream().map(CommandSocket::close).toList())
                .<Object>mapEmpty()
                .onComplete(closed));
    closed.future().await();
  }
}
