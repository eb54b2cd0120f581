package io.callapi.bench.overload;

import io.callapi.bench.client.CommandLog;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What came of the commands: right, refused before they began, or wrong. */
final class Verdicts {

  private static final int LIMIT_REACHED = -32_002;
  private static final int SHOWN = 8;

  private final Map<String, Integer> wrong = new TreeMap<>();
  private final List<Long> millis = new ArrayList<>();
  private int given;
  private int right;
  private int refused;
  private int ended;

  synchronized void begun() {
    given++;
  }

  synchronized void add(CommandLog log, Predicate<CommandLog> isRight) {
    ended++;
    if (isRefusal(log)) {
      refused++;
    } else if (isRight.test(log)) {
      right++;
      millis.add((System.nanoTime() - log.sentAt()) / 1_000_000);
    } else {
      note(log.method() + ": " + log.error().map(JsonObject::encode).orElse("success"));
    }
  }

  /** Not one stage was told, and it says when to come back. */
  private static boolean isRefusal(CommandLog log) {
    return log.entries().size() == 1
        && log.error()
            .filter(error -> error.getInteger("code", 0) == LIMIT_REACHED)
            .map(error -> error.getJsonObject("data", new JsonObject()))
            .filter(data -> data.getInteger("retry_after_ms", 0) > 0)
            .isPresent();
  }

  synchronized void lost(String method, Throwable failure) {
    ended++;
    note(method + ": " + failure);
  }

  private void note(String text) {
    wrong.merge(text.replaceAll("o-\\d+|call-\\S+", "…"), 1, Integer::sum);
  }

  synchronized int running() {
    return given - ended;
  }

  synchronized int given() {
    return given;
  }

  synchronized int right() {
    return right;
  }

  synchronized int refused() {
    return refused;
  }

  /** What went wrong, with how often; the commands that never ended among it. */
  synchronized List<String> problems() {
    List<String> problems = new ArrayList<>();
    wrong.entrySet().stream()
        .limit(SHOWN)
        .forEach(entry -> problems.add(entry.getValue() + " x " + entry.getKey()));
    if (running() > 0) {
      problems.add(running() + " commands never ended");
    }
    return problems;
  }

  /** The time within which that share of those that are right have ended, in milliseconds. */
  synchronized long percentile(double share) {
    List<Long> sorted = millis.stream().sorted().toList();
    return sorted.isEmpty()
        ? 0
        : sorted.get((int) Math.min(sorted.size() - 1.0, share * sorted.size()));
  }

  @Override
  public synchronized String toString() {
    return "%d given, %d right, %d refused before they began, %d wrong; p50 %d ms, p99 %d ms"
        .formatted(
            given, right, refused, given - right - refused, percentile(0.5), percentile(0.99));
  }
}
