package io.callapi.cluster;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Counts what was refused, by sender, and says when a line is due: one a minute and sender. */
final class RefusalLog {

  /** A stranger can give itself any number of names: those beyond share one line. */
  static final int MOST_SENDERS = 100;

  private static final long EVERY = Duration.ofMinutes(1).toNanos();
  private static final String OTHERS = "";

  private final Map<String, Count> senders = new LinkedHashMap<>();
  private final LongSupplier nanos;

  private record Count(long since, long refused) {}

  /**
   * @param nanos the time in nanoseconds
   */
  RefusalLog(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * One more was refused.
   *
   * @return how many since the last line, if a line is due now
   */
  synchronized OptionalLong count(String sender) {
    long now = nanos.getAsLong();
    String counted = counted(sender, now);
    Count before = senders.get(counted);
    if (before != null && now - before.since() < EVERY) {
      senders.put(counted, new Count(before.since(), before.refused() + 1));
      return OptionalLong.empty();
    }
    senders.put(counted, new Count(now, 0));
    return OptionalLong.of(before == null ? 1 : before.refused() + 1);
  }

  private String counted(String sender, long now) {
    if (senders.size() >= MOST_SENDERS && !senders.containsKey(sender)) {
      senders.values().removeIf(quiet -> quiet.refused() == 0 && now - quiet.since() >= EVERY);
    }
    return senders.size() < MOST_SENDERS || senders.containsKey(sender) ? sender : OTHERS;
  }
}
