package io.callapi.command;

import io.callapi.proxy.Cause;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** For how long a command has run when it reaches a stage, and in all. */
final class RunClock {

  private final CommandMeters meters;
  private final String method;
  private final long startedAt = System.nanoTime();

  RunClock(CommandMeters meters, String method) {
    this.meters = meters;
    this.method = method;
  }

  void reached(String stage) {
    meters.reached(method, stage, elapsed());
  }

  void ended(@Nullable Cause failure) {
    meters.ended(method, failure, elapsed());
  }

  /** Since its start. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startedAt);
  }
}
