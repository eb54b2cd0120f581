package io.callapi.bench.abuse;

import io.callapi.bench.ServerProcess;
import io.callapi.bench.Vitals;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One row: a quiet time, a time of abuse, and the calm after it. */
final class RowRun {

  private static final Duration CALM = Duration.ofSeconds(40);

  private final Row row;
  private final ServerProcess server;
  private final GoodClients clients;
  private final List<String> problems = new ArrayList<>();
  private Tally quiet = new Tally();
  private Tally abused = new Tally();
  private long pieces;
  private long peakRssMb;
  private long logLines;

  RowRun(Row row, ServerProcess server, GoodClients clients) {
    this.row = row;
    this.server = server;
    this.clients = clients;
  }

  /**
   * Runs it; what was not as it should be is returned.
   *
   * @param time how long it is quiet, and how long it is not
   * @param abuser what the scenario runs on
   */
  List<String> run(Duration time, Vertx abuser, Bounds bounds) {
    clients.take();
    Pause.of(time);
    quiet = clients.take();
    Vitals before = server.vitals();
    long linesBefore = server.logLines();
    abuse(time, abuser, before);
    logLines = server.logLines() - linesBefore;
    problems.addAll(bounds.broken(quiet, abused, peakRssMb, logLines));
    noteCalm(before);
    return problems.stream().map(problem -> row.number() + ": " + problem).toList();
  }

  private void abuse(Duration time, Vertx abuser, Vitals before) {
    Scenario scenario = row.against(Target.of(server.url()));
    String id = abuser.deployVerticle(scenario).await();
    watch(time.compareTo(scenario.atLeast()) > 0 ? time : scenario.atLeast());
    abused = clients.take();
    pieces = scenario.pieces();
    long kept = server.vitals().sockets() - before.sockets();
    if (kept > scenario.mayKeep()) {
      problems.add(kept + " connections are still open");
    }
    abuser.undeploy(id).await();
    problems.addAll(scenario.problems());
  }

  private void watch(Duration atMost) {
    Pause.until(
        () -> {
          peakRssMb = Math.max(peakRssMb, server.vitals().rssMb());
          return !server.isAlive();
        },
        atMost);
  }

  private void noteCalm(Vitals before) {
    boolean back =
        Pause.until(() -> !server.isAlive() || Bounds.isBack(before, server.vitals()), CALM);
    if (!server.isAlive()) {
      problems.add(server.death());
    } else if (!back) {
      problems.add("before there were " + before + ", afterwards " + server.vitals());
    }
  }

  static String header() {
    return "%-34s %8s %9s %7s %10s %10s %7s %5s %6s"
        .formatted(
            "row",
            "pieces",
            "commands",
            "failed",
            "quiet ms",
            "abused ms",
            "slower",
            "MB",
            "lines");
  }

  /** The p99 of Echo in both times, and how much slower the slowest command has become. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-34s %8d %9d %7d %10.1f %10.1f %7.1f %5d %6d  %s",
        row,
        pieces,
        abused.commands(),
        abused.failed(),
        quiet.p99("Echo"),
        abused.p99("Echo"),
        slowdown(),
        peakRssMb,
        logLines,
        problems.isEmpty() ? "held" : "FAILED");
  }

  private double slowdown() {
    double worst = 0;
    for (String method : quiet.methods()) {
      worst = Math.max(worst, abused.p99(method) / quiet.p99(method));
    }
    return worst;
  }
}
