package io.callapi.bench.faults;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/** What came of a run, for people; its last line is the summary. */
final class FaultReport {

  private static final double WANTED = 0.95;
  private static final int LISTED = 40;

  private final Results results;
  private final PrintWriter out;
  private final double wanted;

  FaultReport(Results results, PrintWriter out) {
    this(results, out, WANTED);
  }

  /**
   * @param wanted the part that has to come out as it should
   */
  FaultReport(Results results, PrintWriter out, double wanted) {
    this.results = results;
    this.out = out;
    this.wanted = wanted;
  }

  boolean isGood() {
    return results.violations().isEmpty() && results.successRate() >= wanted;
  }

  void print(String network, double seconds) {
    out.printf("%-22s %9s %10s%n", "command", "given", "succeeded");
    results
        .byMethod()
        .forEach((method, n) -> out.printf("%-22s %9d %10d%n", method, n.given(), n.succeeded()));
    printFailures();
    printViolations();
    out.printf(
        Locale.ROOT,
        "%s: %d commands, %.1f %% came out as they should (%.0f %% wanted), %d violations; %s;"
            + " %.0f s%n",
        isGood() ? "PASSED" : "FAILED",
        results.given(),
        100 * results.successRate(),
        100 * wanted,
        results.violations().size(),
        network,
        seconds);
    out.flush();
  }

  private void printFailures() {
    if (!results.failures().isEmpty()) {
      out.printf("%nNot as expected, by reason:%n");
    }
    results.failures().entrySet().stream()
        .sorted(Comparator.comparing(each -> -each.getValue().count()))
        .limit(LISTED)
        .forEach(this::printFailure);
  }

  private void printFailure(Map.Entry<String, Results.Category> failure) {
    Results.Category category = failure.getValue();
    out.printf("%6d  %s  (e.g. %s)%n", category.count(), failure.getKey(), category.example());
  }

  private void printViolations() {
    if (!results.violations().isEmpty()) {
      out.printf("%nViolations; --trace ID shows all of one story:%n");
      results.violations().forEach(violation -> out.println("  " + violation));
    }
    out.println();
  }
}
