package io.callapi.bench.overload;

import io.callapi.bench.ServerProcess;
import io.callapi.simulator.SimulatedOpenSips;
import io.callapi.simulator.SimulatorOptions;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Thousands of CallStart at once. */
final class Burst extends Scenario {

  private static final int CLIENTS = 20;
  private static final int PATIENCE_S = 60;
  private static final long MOST_MEGABYTES = 400;

  private final int calls;

  Burst(Vertx vertx, PrintWriter out, int calls) {
    super(vertx, out);
    this.calls = calls;
  }

  @Override
  List<String> run() throws Exception {
    inOneProcess();
    counted();
    return problems();
  }

  /** As {@code serve --simulate} has it. */
  private void inOneProcess() throws IOException {
    try (ServerProcess server = ServerProcess.start(List.of(), Map.of(), "--simulate")) {
      check("%d CallStart, one process".formatted(calls), server);
      long peakMb = server.vitals().peakRssMb();
      require(peakMb < MOST_MEGABYTES, "peak RSS " + peakMb + " MB");
    }
  }

  /** With the simulator in this process, so that requests can be counted on their way. */
  private void counted() throws IOException {
    SimulatedOpenSips proxy = new SimulatedOpenSips(SimulatorOptions.defaults());
    String deployment = vertx().deployVerticle(proxy).await();
    String sipUri = SimulatorOptions.defaults().sipUri().value();
    try (CountingRelay relay = new CountingRelay(proxy.miPort());
        ServerProcess server = ServerProcess.start(List.of(), managedAt(relay.port(), sipUri))) {
      check("%d CallStart, counted".formatted(calls), server);
      double share = 100.0 * relay.repeats() / relay.datagrams();
      print("", "%d requests, %.1f %% of them repeats".formatted(relay.datagrams(), share));
      require(share < 5, "%.1f %% of the requests are repeats".formatted(share));
    } finally {
      vertx().undeploy(deployment).await();
    }
  }

  private void check(String name, ServerProcess server) throws IOException {
    Verdicts verdicts = new Verdicts();
    Crowd crowd = Crowd.connect(vertx(), server.url(), CLIENTS, verdicts);
    crowd.give(IntStream.range(0, calls).mapToObj(Scenario::start).toList());
    crowd.pause(1000); // until the loop has begun
    crowd.awaitEnd(PATIENCE_S);
    print(name, verdicts, server);
    problems().addAll(verdicts.problems());
    require(
        verdicts.right() >= 0.99 * calls,
        "only %d of %d calls were started".formatted(verdicts.right(), calls));
    requireUp(server);
    crowd.close();
  }
}
