package io.callapi.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The load of one workload, shared out over the event loops; used by the main thread. */
final class Driver implements AutoCloseable {

  private final Vertx vertx;
  private final List<LoadVerticle> shares;
  private final List<String> deployments = new ArrayList<>();

  private Driver(Vertx vertx, List<LoadVerticle> shares) {
    this.vertx = vertx;
    this.shares = shares;
  }

  /** Opens the connections. */
  static Driver open(Vertx vertx, Workload workload, Load load) {
    int loops = Math.min(load.connections(), Runtime.getRuntime().availableProcessors());
    List<LoadVerticle> shares = new ArrayList<>();
    for (int i = 0; i < loops; i++) {
      int connections = load.connections() / loops + (i < load.connections() % loops ? 1 : 0);
      shares.add(new LoadVerticle(workload, new Load(connections, load.outstanding())));
    }
    Driver driver = new Driver(vertx, shares);
    shares.forEach(share -> driver.deployments.add(vertx.deployVerticle(share).await()));
    return driver;
  }

  /** Loads the server for that long. */
  Tally run(Duration duration) {
    List<Future<Tally>> running = shares.stream().map(share -> share.run(duration)).toList();
    Tally sum = new Tally();
    running.forEach(share -> sum.addBeside(share.await()));
    return sum;
  }

  @Override
  public void close() {
    deployments.forEach(id -> vertx.undeploy(id).await());
  }
}
