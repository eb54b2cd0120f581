package io.callapi.bench.abuse;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting on the main thread. */
final class Pause {

  private static final Duration MOMENT = Duration.ofMillis(250);

  private Pause() {}

  static void of(Duration time) {
    until(() -> false, time);
  }

  /** Whether the condition holds within that time. */
  static boolean until(BooleanSupplier condition, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      LockSupport.parkNanos(Math.min(left, MOMENT.toNanos()));
    }
    return true;
  }
}
