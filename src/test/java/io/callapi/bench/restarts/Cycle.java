package io.callapi.bench.restarts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One death of the proxy and what followed, looked at when the next one is near. */
final class Cycle {

  private static final Duration RECOVERY = Duration.ofSeconds(5);
  private static final Duration IN_FLIGHT = Duration.ofSeconds(10);

  private final int number;
  private final long killedAt;
  private final long answeringAt;
  private final List<Ran> ran;
  private final List<String> problems = new ArrayList<>();

  /**
   * @param ran all that has ended since the one before
   */
  Cycle(int number, long killedAt, long answeringAt, List<Ran> ran) {
    this.number = number;
    this.killedAt = killedAt;
    this.answeringAt = answeringAt;
    this.ran = ran;
    check();
  }

  private void check() {
    Optional<Duration> recovery = recovery();
    if (recovery.isEmpty() || recovery.get().compareTo(RECOVERY) > 0) {
      problems.add("no command succeeded within " + RECOVERY + " of the proxy's answering");
    }
    if (longestInFlight().compareTo(IN_FLIGHT) > 0) {
      problems.add("a command in flight at the kill ended only after " + text(longestInFlight()));
    }
    ran.stream()
        .filter(command -> command.isSentAfter(answeringAt + RECOVERY.toNanos()))
        .filter(command -> !command.succeeded())
        .findFirst()
        .ifPresent(command -> problems.add("after its recovery, " + text(command)));
  }

  /** From the proxy's answering to the first success. */
  private Optional<Duration> recovery() {
    return ran.stream()
        .filter(command -> command.succeeded() && command.isSentAfter(killedAt))
        .map(command -> command.endAfter(answeringAt))
        .min(Duration::compareTo);
  }

  private Duration longestInFlight() {
    return ran.stream()
        .filter(command -> command.isInFlightAt(killedAt))
        .map(command -> command.endAfter(killedAt))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private String text(Ran command) {
    return "%s%s, sent %s after the proxy's answering, failed: %s"
        .formatted(
            command.past(),
            command.method(),
            text(Duration.ofNanos(command.sentAt() - answeringAt)),
            command.failure());
  }

  List<String> problems() {
    return problems;
  }

  @Override
  public String toString() {
    return "%4d  %5s  %9s  %9d  %12s  %7d  %7d"
        .formatted(
            number,
            text(Duration.ofNanos(answeringAt - killedAt)),
            recovery().map(Cycle::text).orElse("never"),
            ran.stream().filter(command -> command.isInFlightAt(killedAt)).count(),
            text(longestInFlight()),
            ran.stream().filter(Ran::succeeded).count(),
            ran.stream().filter(command -> !command.succeeded()).count());
  }

  static String header() {
    return "%4s  %5s  %9s  %9s  %12s  %7s  %7s"
        .formatted("kill", "dead", "recovered", "in flight", "ended within", "good", "failed");
  }

  private static String text(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }
}
