package io.callapi.management;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** How late one event loop is: it is to tick at a fixed interval, and the latest ticks count. */
final class LoopLag {

  /** How many ticks count: as many as there are from one reading to the next. */
  private static final int KEPT = 30;

  private final long every;
  private final LongSupplier nanos;
  private final Deque<Long> late = new ArrayDeque<>();
  private long last;

  /**
   * @param every how often it ticks
   * @param nanos the time in nanoseconds
   */
  LoopLag(Duration every, LongSupplier nanos) {
    this.every = every.toNanos();
    this.nanos = nanos;
    this.last = nanos.getAsLong();
  }

  /** Called by the loop. */
  synchronized void tick() {
    late.add(overdue());
    if (late.size() > KEPT) {
      late.remove();
    }
    last = nanos.getAsLong();
  }

  /** By how much the latest of the last ticks was late, one that has not come yet included. */
  synchronized Duration longest() {
    long known = late.stream().mapToLong(Long::longValue).max().orElse(0);
    return Duration.ofNanos(Math.max(known, overdue()));
  }

  /** For how long a tick has been overdue; zero if none is. */
  synchronized Duration silence() {
    return Duration.ofNanos(overdue());
  }

  private long overdue() {
    return Math.max(0, nanos.getAsLong() - last - every);
  }
}
