package io.callapi.bench.abuse;

import io.callapi.bench.Latencies;
import io.callapi.bench.client.CommandLog;
import io.callapi.bench.faults.Stages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the well-behaved clients have seen in some time. */
final class Tally {

  private static final double P99 = 0.99;
  private static final int MOST_FAILURES = 5;

  private final Map<String, Latencies> times = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private int commands;
  private int failed;

  void add(CommandLog log, long nanos) {
    commands++;
    times.computeIfAbsent(log.method(), method -> new Latencies()).add(nanos);
    List<String> problems = Stages.problems(log);
    if (!log.hasSucceeded() || !problems.isEmpty()) {
      fail(log.method() + ": " + log.error().map(Object::toString).orElse("" + problems));
    }
  }

  void fail(String why) {
    failed++;
    if (failures.size() < MOST_FAILURES) {
      failures.add(why);
    }
  }

  int commands() {
    return commands;
  }

  int failed() {
    return failed;
  }

  /** The first ones. */
  List<String> failures() {
    return failures;
  }

  Iterable<String> methods() {
    return times.keySet();
  }

  /** How long all but one of a hundred took, in milliseconds. */
  double p99(String method) {
    return times.getOrDefault(method, new Latencies()).millis(P99);
  }
}
