package io.callapi.call.model;

import io.callapi.command.Step;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Explores scenarios one after the other, and prints what came of each command. */
final class Exploration {

  private final int faults;
  private final UnaryOperator<Step> flaw;
  private final Budget budget;
  private final List<Violation> violations = new ArrayList<>();
  private final Map<String, Sum> sums = new LinkedHashMap<>();

  /** What was done for one command, or for all of them. */
  private record Sum(int scenarios, long states, long transitions, int cutOff, int violations) {

    static final Sum NOTHING = new Sum(0, 0, 0, 0, 0);

    static Sum of(Explorer explorer, int violations) {
      int cutOff = explorer.isCutOff() ? 1 : 0;
      return new Sum(1, explorer.states(), explorer.transitions(), cutOff, violations);
    }

    Sum plus(Sum other) {
      return new Sum(
          scenarios + other.scenarios,
          states + other.states,
          transitions + other.transitions,
          cutOff + other.cutOff,
          violations + other.violations);
    }

    @Override
    public String toString() {
      String done = "%,d scenarios, %,d states, %,d transitions, %d violations";
      return done.formatted(scenarios, states, transitions, violations)
          + (cutOff == 0 ? "" : "; %d scenarios cut off".formatted(cutOff));
    }
  }

  Exploration(int faults, UnaryOperator<Step> flaw, Budget budget) {
    this.faults = faults;
    this.flaw = flaw;
    this.budget = budget;
  }

  /** Explores them; those of one command follow one another. */
  void run(List<Scenario> scenarios, PrintWriter out) {
    long start = System.nanoTime();
    List<Scenario> sorted =
        scenarios.stream().sorted((one, other) -> one.method().compareTo(other.method())).toList();
    for (int i = 0; i < sorted.size(); i++) {
      Scenario scenario = sorted.get(i);
      budget.share(sorted.size() - i);
      explore(scenario, out);
      if (i + 1 == sorted.size() || !sorted.get(i + 1).method().equals(scenario.method())) {
        out.printf("%s: %s%n", scenario.method(), sums.get(scenario.method()));
        out.flush();
      }
    }
    out.printf(
        "%s: up to %d faults: %s; %.0f s%n",
        violations.isEmpty() ? "PASSED" : "FAILED",
        faults,
        sums.values().stream().reduce(Sum.NOTHING, Sum::plus),
        (System.nanoTime() - start) / 1e9);
  }

  private void explore(Scenario scenario, PrintWriter out) {
    Explorer explorer = new Explorer(flaw, budget::isLeft);
    List<Violation> found = explorer.explore(scenario, faults);
    violations.addAll(found);
    sums.merge(scenario.method(), Sum.of(explorer, found.size()), Sum::plus);
    found.forEach(out::println);
    if (explorer.isCutOff()) {
      out.printf(
          "%s: cut off after %,d states and %,d transitions%n",
          scenario.name(), explorer.states(), explorer.transitions());
    }
    out.flush();
  }

  int violations() {
    return violations.size();
  }
}
