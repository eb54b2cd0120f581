package io.callapi.cli;

import io.callapi.CallApiVerticle;
import io.callapi.config.CallApiConfig;
import io.callapi.simulator.SimulatorOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** The server behind the command line. */
final class CallApiServer implements Program {

  @Override
  public Future<Server> start(Vertx vertx, CallApiConfig config, Simulation simulation) {
    CallApiVerticle root = new CallApiVerticle(config, phones(simulation));
    return vertx
        .deployVerticle(root)
        .compose(id -> root.port())
        .map(port -> new RunningServer(root, port));
  }

  private static @Nullable SimulatorOptions phones(Simulation simulation) {
    if (!simulation.enabled()) {
      return null;
    }
    SimulatorOptions options =
        SimulatorOptions.defaults()
            .withLateReplies(simulation.late())
            .withCalls(simulation.calls());
    return simulation.version() == null ? options : options.withVersion(simulation.version());
  }

  private record RunningServer(CallApiVerticle root, int port) implements Server {
    @Override
    public Future<Void> stop() {
      return root.shutDown();
    }
  }
}
