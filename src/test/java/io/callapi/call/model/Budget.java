package io.callapi.call.model;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.time.Duration;
import java.util.List;

/** How much time and memory is left for several pieces of work, one after the other. */
final class Budget {

  private static final double MOST_OF_HEAP = 0.75;

  private final long end;
  private final List<MemoryPoolMXBean> pools;
  private long turnEnds;

  Budget(Duration time) {
    this.end = System.nanoTime() + time.toNanos();
    this.turnEnds = end;
    this.pools =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(MemoryPoolMXBean::isCollectionUsageThresholdSupported)
            .filter(MemoryPoolMXBean::isUsageThresholdSupported) // the one that grows old
            .toList();
    long most = (long) (Runtime.getRuntime().maxMemory() * MOST_OF_HEAP);
    pools.forEach(pool -> pool.setCollectionUsageThreshold(most));
    pools.forEach(pool -> pool.setUsageThreshold(most));
  }

  /** The next piece of work begins; so many are left, this one included. */
  void share(int pieces) {
    long now = System.nanoTime();
    turnEnds = now + Math.max(0, end - now) / pieces;
  }

  /** Whether the piece of work may go on. */
  boolean isLeft() {
    return System.nanoTime() - turnEnds < 0
        && pools.stream().noneMatch(MemoryPoolMXBean::isUsageThresholdExceeded);
  }
}
