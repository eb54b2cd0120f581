package io.callapi.bench.faults;

import io.callapi.bench.client.CommandLog;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of all commands. */
final class Results {

  private final Map<String, Count> byMethod = new TreeMap<>();
  private final Map<String, Category> failures = new TreeMap<>();
  private final List<String> violations = new ArrayList<>();
  private final Trace trace;

  Results(Trace trace) {
    this.trace = trace;
  }

  /** How often a command was given, and came out as expected. */
  static final class Count {
    private int given;
    private int succeeded;

    int given() {
      return given;
    }

    int succeeded() {
      return succeeded;
    }
  }

  /** Failures for one and the same reason. */
  record Category(String example, int count) {

    private Category plus(Category other) {
      return new Category(example, count + other.count);
    }
  }

  void add(String story, CommandLog log, Expected expected) {
    trace.ended(story, log);
    Count count = byMethod.computeIfAbsent(log.method(), method -> new Count());
    count.given++;
    if (expected.isMetBy(log)) {
      count.succeeded++;
    } else {
      String reason = log.method() + ": " + reason(log, expected);
      failures.merge(reason, new Category(log.id(), 1), Category::plus);
      trace.problem(story, "NOT AS EXPECTED " + log.id() + " " + reason);
    }
  }

  private static String reason(CommandLog log, Expected expected) {
    if (!log.isOver()) {
      return "no end";
    }
    String wanted = expected.text().isEmpty() ? "" : " in place of " + expected.text();
    return log.error().map(Results::cause).orElse("success") + wanted;
  }

  private static String cause(JsonObject error) {
    JsonObject cause = error.getJsonObject("cause");
    return cause == null
        ? "refused: " + error.getInteger("code") + " " + error.getString("message")
        : cause.getString("source")
            + " "
            + (cause.containsKey("code") ? cause.getInteger("code") + " " : "")
            + cause.getString("reason");
  }

  void violation(String story, String text) {
    violations.add(text);
    trace.problem(story, "VIOLATION " + text);
  }

  Map<String, Count> byMethod() {
    return byMethod;
  }

  Map<String, Category> failures() {
    return failures;
  }

  List<String> violations() {
    return violations;
  }

  int given() {
    return byMethod.values().stream().mapToInt(Count::given).sum();
  }

  /** The part that came out as expected. */
  double successRate() {
    int succeeded = byMethod.values().stream().mapToInt(Count::succeeded).sum();
    return given() == 0 ? 0 : (double) succeeded / given();
  }
}
