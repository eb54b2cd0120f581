package io.callapi.bench.abuse;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The well-behaved clients, on an event loop of their own; used by the main thread. */
final class GoodClients {

  private final Context loop;
  private final List<GoodClient> clients;
  private Tally tally = new Tally(); // of the event loop

  GoodClients(Vertx vertx, Target target, Company company) {
    this.loop = vertx.getOrCreateContext();
    this.clients =
        onLoop(
            () ->
                Future.all(
                        IntStream.range(0, company.clients())
                            .mapToObj(i -> new GoodClient(vertx, i, company.seed(), () -> tally))
                            .map(client -> client.start(target))
                            .toList())
                    .map(all -> all.<GoodClient>list()));
  }

  /** What they have seen since this was last asked. */
  Tally take() {
    return onLoop(() -> Future.succeededFuture(swap()));
  }

  private Tally swap() {
    Tally seen = tally;
    tally = new Tally();
    return seen;
  }

  /** Lets them end what they have begun; what was seen meanwhile. */
  Tally finish(Duration atMost) {
    onLoop(
        () -> {
          clients.forEach(GoodClient::stop);
          return Future.succeededFuture();
        });
    if (!Pause.until(() -> running() == 0, atMost)) {
      Tally last = take();
      last.fail(running() + " commands have never ended");
      return last;
    }
    return take();
  }

  private int running() {
    return onLoop(
        () -> Future.succeededFuture(clients.stream().mapToInt(GoodClient::running).sum()));
  }

  private <T> T onLoop(Supplier<Future<T>> work) {
    Promise<T> done = Promise.promise();
    loop.runOnContext(v -> work.get().onComplete(done));
    return done.future().timeout(30, TimeUnit.SECONDS).await();
  }
}
