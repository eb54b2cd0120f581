package io.callapi.bench.abuse;

import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One row: a quiet time, a time of abuse, and the calm after it. */
final class RowRun {

  private static final Duration CALM = Duration.ofSeconds(40);

  private final ServerProcess server;
  private final GoodClients clients;
  private final Bounds bounds;
  private final Duration time;
  private long peakRssMb;

  /**
   * @param time how long it is quiet, and how long it is not
   */
  RowRun(ServerProcess server, GoodClients clients, Bounds bounds, Duration time) {
    this.server = server;
    this.clients = clients;
    this.bounds = bounds;
    this.time = time;
  }

  /**
   * Runs it; what was not as it should be is returned.
   *
   * @param abuser what the scenario runs on
   */
  List<String> run(Row row, Vertx abuser, PrintWriter out) {
    clients.take();
    Pause.of(time);
    Tally quiet = clients.take();
    Vitals before = server.vitals();
    long linesBefore = server.logLines();
    Scenario scenario = row.against(server.target());
    String id = abuser.deployVerticle(scenario).await();
    watch(time.compareTo(scenario.atLeast()) > 0 ? time : scenario.atLeast());
    Tally abused = clients.take();
    List<String> problems = new ArrayList<>(scenario.problems());
    if (server.isAlive()) {
      noteKept(scenario, server.vitals().sockets() - before.sockets(), problems);
    }
    abuser.undeploy(id).await();
    problems.addAll(bounds.broken(quiet, abused, peakRssMb, server.logLines() - linesBefore));
    noteCalm(before, problems);
    print(row, scenario, quiet, abused, server.logLines() - linesBefore, problems, out);
    return problems.stream().map(problem -> row.number() + ": " + problem).toList();
  }

  private void watch(Duration atMost) {
    Pause.until(
        () -> {
          if (server.isAlive()) {
            peakRssMb = Math.max(peakRssMb, server.vitals().rssMb());
          }
          return !server.isAlive();
        },
        atMost);
  }

  private static void noteKept(Scenario scenario, long kept, List<String> problems) {
    if (kept > scenario.mayKeep()) {
      problems.add(kept + " connections are still open");
    }
  }

  private void noteCalm(Vitals before, List<String> problems) {
    if (!server.isAlive()) {
      problems.add(server.death());
    } else if (!Pause.until(
        () -> !server.isAlive() || Bounds.isBack(before, server.vitals()), CALM)) {
      problems.add("before there were " + before + ", afterwards " + server.vitals());
    }
  }

  private void print(
      Row row,
      Scenario scenario,
      Tally quiet,
      Tally abused,
      long lines,
      List<String> problems,
      PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%-34s %9d %9d %7d %8.1f %8.1f %8.1f %6d %6d  %s%n",
        row,
        scenario.pieces(),
        abused.commands(),
        abused.failed(),
        quiet.p99("Echo"),
        abused.p99("Echo"),
        slowdown(quiet, abused),
        peakRssMb,
        lines,
        problems.isEmpty() ? "held" : "FAILED");
    out.flush();
  }

  /** The p99 of the command that has become slowest, by how it was. */
  private static double slowdown(Tally quiet, Tally abused) {
    double worst = 0;
    for (String method : quiet.methods()) {
      worst = Math.max(worst, abused.p99(method) / quiet.p99(method));
    }
    return worst;
  }

  static String header() {
    return "%-34s %9s %9s %7s %8s %8s %8s %6s %6s"
        .formatted(
            "row", "pieces", "commands", "failed", "quiet", "abused", "slower", "MB", "lines");
  }
}
