package io.callapi.process;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * Notices a heap that is as good as full: collections stop the program nearly all the time, and yet
 * find just enough for it not to be out of memory.
 */
final class CollectorLoad {

  /** The share of a time from which on hardly anything else was done in it. */
  private static final double TOO_MUCH = 0.9;

  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(15);

  private final GarbageCollectorMXBean[] collectors =
      ManagementFactory.getGarbageCollectorMXBeans().stream()
          .filter(collector -> !collector.getName().contains("Concurrent"))
          .toArray(GarbageCollectorMXBean[]::new);
  private final LastWords words =
      new LastWords(
          ProcessExit.OUT_OF_MEMORY,
          "out of memory: collecting garbage has taken over 90 % of the last 15 s");
  private long before = stoppedMillis();
  private long busyNanos;

  /**
   * Looks again.
   *
   * @param elapsed nanoseconds since this was called before
   */
  boolean isTooMuch(long elapsed) {
    long now = stoppedMillis();
    long stopped = TimeUnit.MILLISECONDS.toNanos(now - before);
    before = now;
    busyNanos = stopped > TOO_MUCH * elapsed ? busyNanos + elapsed : 0;
    return busyNanos > PATIENCE;
  }

  LastWords words() {
    return words;
  }

  private long stoppedMillis() {
    long sum = 0;
    for (GarbageCollectorMXBean collector : collectors) {
      sum += Math.max(0, collector.getCollectionTime());
    }
    return sum;
  }
}
