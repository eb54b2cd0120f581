package io.callapi.bench.overload;

import io.callapi.bench.ServerProcess;
import io.callapi.bench.overload.Crowd.Given;
import io.callapi.simulator.SimulatedOpenSips;
import io.callapi.simulator.SimulatorOptions;
import io.callapi.sip.CallId;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Calls are ended and started faster than a late proxy can answer, from a cold start. */
final class MixedLoad extends Scenario {

  private static final int CLIENTS = 20;
  private static final int ENDS = 150;
  private static final int STARTS = 40;
  private static final int UNKNOWN_OF_TEN = 1;
  private static final int PATIENCE_S = 90;
  private static final double MOST_REPEATS = 0.1;

  private final Random random;
  private final int seconds;
  private final Duration late;

  MixedLoad(Vertx vertx, PrintWriter out, long seed, int seconds, Duration late) {
    super(vertx, out);
    this.random = new Random(seed);
    this.seconds = seconds;
    this.late = late;
  }

  @Override
  List<String> run() throws Exception {
    SimulatorOptions options = SimulatorOptions.defaults().withLateReplies(late);
    SimulatedOpenSips proxy = new SimulatedOpenSips(options);
    String deployment = vertx().deployVerticle(proxy).await();
    try (CountingRelay relay = new CountingRelay(proxy.miPort())) {
      run(proxy, relay, options.sipUri().value());
    } finally {
      vertx().undeploy(deployment).await();
    }
    return problems();
  }

  private void run(SimulatedOpenSips proxy, CountingRelay relay, String sipUri) throws IOException {
    List<Given> commands = commands(placeCalls(proxy, seconds * ENDS));
    Verdicts verdicts = new Verdicts();
    try (ServerProcess server = ServerProcess.start(List.of(), managedAt(relay.port(), sipUri))) {
      awaitUp(server);
      Crowd crowd = Crowd.connect(vertx(), server.url(), CLIENTS, verdicts);
      crowd.give(commands, ENDS + STARTS);
      crowd.awaitEnd(PATIENCE_S);
      print("%d s, replies %d ms late".formatted(seconds, late.toMillis()), verdicts, server);
      requireUp(server);
      crowd.close();
    }
    print("", "%d requests, %d of them repeats".formatted(relay.datagrams(), relay.repeats()));
    problems().addAll(verdicts.problems());
    require(
        relay.repeats() <= MOST_REPEATS * relay.datagrams(),
        relay.repeats() + " of " + relay.datagrams() + " requests are repeats");
    require(verdicts.right() > 0, "no command was done");
  }

  private List<CallId> placeCalls(SimulatedOpenSips proxy, int count) {
    List<Future<CallId>> calls =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    proxy.placeCall(
                        new SipUri("sip:alice@p" + i + ".test"),
                        new SipUri("sip:bob@p" + i + ".test")))
            .toList();
    return Future.all(calls).await().list();
  }

  /** In an order that the seed decides. */
  private List<Given> commands(List<CallId> calls) {
    List<Given> commands = new ArrayList<>();
    for (int second = 0; second < seconds; second++) {
      List<Given> now = new ArrayList<>();
      for (int i = 0; i < ENDS; i++) {
        int number = second * ENDS + i;
        now.add(
            random.nextInt(10) < UNKNOWN_OF_TEN
                ? endUnknown(number)
                : end(calls.get(number).value()));
      }
      for (int i = 0; i < STARTS; i++) {
        now.add(start(second * STARTS + i));
      }
      java.util.Collections.shuffle(now, random);
      commands.addAll(now);
    }
    return commands;
  }
}
