package io.callapi.bench;

import java.io.PrintWriter;
import java.util.List;

/** All results as tables. */
final class ReportTable {

  private final Report report;
  private final PrintWriter out;

  ReportTable(Report report, PrintWriter out) {
    this.report = report;
    this.out = out;
  }

  void print() {
    out.printf(
        "%d processors, Java %s, %d s for each line, in turns; done means Ended.%n",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version"),
        report.seconds());
    Load.ALL.forEach(this::printLoad);
    printCalls();
    out.println();
    out.println(
        "Absolute figures depend on the machine and on what else runs on it; the ratios to");
    out.println("the bare echo, which was measured in turns with the rest, depend less on them.");
    out.flush();
  }

  private void printLoad(Load load) {
    List<Cell> rows = report.cells().stream().filter(cell -> cell.load().equals(load)).toList();
    out.printf("%nConnections x outstanding commands of each: %s%n", load);
    out.printf(
        "%-20s %10s %7s %8s %9s %8s %6s %8s%n",
        "", "per second", "rounds", "p50 ms", "p99 ms", "of bare", "wrong", "unended");
    rows.forEach(this::printCell);
  }

  private void printCell(Cell cell) {
    Tally tally = cell.tally();
    Latencies latencies = tally.latencies();
    out.printf(
        "%-20s %10.0f  +-%2.0f%% %8.3f %9.3f %8.3f %6d %8d%n",
        cell.workload(),
        tally.perSecond(),
        100 * cell.spread(),
        latencies.millis(0.5),
        latencies.millis(0.99),
        cell.ofBare(),
        tally.wrong(),
        tally.neverEnded());
  }

  private void printCalls() {
    if (report.calls().isEmpty()) {
      return;
    }
    out.printf("%nCallStart, 50 at once on one connection, in milliseconds:%n");
    out.printf(
        "%-24s %7s %10s %13s %13s %10s%n",
        "phones", "calls", "succeeded", "answered p50", "answered p99", "Ended p50");
    report.calls().forEach(this::printCalls);
  }

  private void printCalls(CallStarts.Result result) {
    out.printf(
        "%-24s %7d %10d %13.1f %13.1f %10.1f%n",
        result.phones(),
        result.started(),
        result.succeeded(),
        result.answered().millis(0.5),
        result.answered().millis(0.99),
        result.ended().millis(0.5));
  }
}
