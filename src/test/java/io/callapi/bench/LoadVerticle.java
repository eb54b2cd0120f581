package io.callapi.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One event loop's share of the load: its connections, and what they count. */
final class LoadVerticle extends VerticleBase {

  private static final long LAST_ONES_MS = 12_000;

  private final Workload workload;
  private final Load load;
  private final List<LoadConnection> connections = new ArrayList<>();
  private @Nullable WebSocketClient client;

  LoadVerticle(Workload workload, Load load) {
    this.workload = workload;
    this.load = load;
  }

  @Override
  public Future<?> start() {
    client =
        vertx.createWebSocketClient(
            new WebSocketClientOptions().setMaxConnections(load.connections()));
    Future<?> opened = Future.succeededFuture();
    for (int i : IntStream.range(0, load.connections()).toArray()) {
      opened = opened.compose(v -> open(i));
    }
    return opened;
  }

  private Future<?> open(int number) {
    WebSocketClient opener = client;
    if (opener == null) {
      throw new IllegalStateException("not started");
    }
    String name = UUID.randomUUID().toString().substring(0, 8) + "-" + number;
    return opener
        .connect(new WebSocketConnectOptions().setAbsoluteURI(workload.url()))
        .onSuccess(socket -> connections.add(new LoadConnection(socket, workload, name)));
  }

  /** Sends for that long, then waits for what is outstanding; can be called from any thread. */
  Future<Tally> run(Duration duration) {
    Promise<Tally> result = Promise.promise();
    context.runOnContext(v -> begin(duration, result));
    return result.future();
  }

  private void begin(Duration duration, Promise<Tally> result) {
    Tally tally = new Tally();
    long start = System.nanoTime();
    Runnable whenEnded = () -> finishIfAllEnded(tally, result);
    connections.forEach(connection -> connection.start(load.outstanding(), tally, whenEnded));
    vertx.setTimer(
        duration.toMillis(),
        id -> {
          connections.forEach(LoadConnection::stop);
          tally.stopped(System.nanoTime() - start);
          finishIfAllEnded(tally, result);
        });
    long timer = vertx.setTimer(duration.toMillis() + LAST_ONES_MS, id -> finish(tally, result));
    result.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  private void finishIfAllEnded(Tally tally, Promise<Tally> result) {
    if (outstanding() == 0) {
      finish(tally, result);
    }
  }

  private void finish(Tally tally, Promise<Tally> result) {
    if (!result.future().isComplete()) {
      tally.addNeverEnded(outstanding());
      result.complete(tally);
    }
  }

  private int outstanding() {
    return connections.stream().mapToInt(LoadConnection::outstanding).sum();
  }

  @Override
  public Future<?> stop() {
    return client == null ? Future.succeededFuture() : client.close();
  }
}
