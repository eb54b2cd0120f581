package io.callapi.opensips.flow;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Estimates how long a proxy takes to answer, and after which time a reply is overdue (RFC 6298,
 * section 2).
 *
 * <p>Takes samples only of requests that were sent once (Karn's rule): the reply to one that was
 * repeated may belong to either copy.
 */
final class RoundTrips {

  /** T1 of RFC 3261, section 17.1.1.1. */
  static final Duration INITIAL = Duration.ofMillis(500);

  /** What replies may be late by in any case, above the pauses of a busy process (G there). */
  static final Duration SLACK = Duration.ofMillis(200);

  /** T2 of RFC 3261, section 17.1.2.2. */
  static final Duration LONGEST = Duration.ofSeconds(4);

  /** For so long at least the best time counts, and for twice as long at most. */
  private static final long MEMORY = Duration.ofSeconds(30).toNanos();

  private static final double GAIN = 1 / 8.0;
  private static final double VARIATION_GAIN = 1 / 4.0;

  private final LongSupplier nanos;
  private boolean measured;
  private double smoothed = INITIAL.toNanos();
  private double variation;
  private int backOff = 1;
  private long best = Long.MAX_VALUE;
  private long bestBefore = Long.MAX_VALUE;
  private long bestSince;

  /**
   * @param nanos the time in nanoseconds
   */
  RoundTrips(LongSupplier nanos) {
    this.nanos = nanos;
    this.bestSince = nanos.getAsLong();
  }

  /** A request that was sent once has been answered after that time. */
  void add(Duration sample) {
    double time = sample.toNanos();
    if (measured) {
      variation += VARIATION_GAIN * (Math.abs(smoothed - time) - variation);
      smoothed += GAIN * (time - smoothed);
    } else {
      measured = true;
      smoothed = time;
      variation = time / 2;
    }
    backOff = 1;
    noteBest(sample.toNanos());
  }

  private void noteBest(long sample) {
    if (nanos.getAsLong() - bestSince > MEMORY) {
      bestSince = nanos.getAsLong();
      bestBefore = best;
      best = Long.MAX_VALUE;
    }
    best = Math.min(best, sample);
  }

  /** A reply is overdue: until the next sample all are given twice the time (section 5.5). */
  void backOff() {
    if (timeout().compareTo(LONGEST) < 0) {
      backOff *= 2;
    }
  }

  /** Whether any reply has told. */
  boolean isMeasured() {
    return measured;
  }

  /** The usual time until a reply. */
  Duration smoothed() {
    return Duration.ofNanos((long) smoothed);
  }

  /** The best time in the last half minute or more: that of a proxy with nothing else to do. */
  Duration best() {
    long known = Math.min(best, bestBefore);
    return known == Long.MAX_VALUE ? smoothed() : Duration.ofNanos(known);
  }

  /** The time after which a reply is overdue. */
  Duration timeout() {
    double slack = Math.max((double) SLACK.toNanos(), 4 * variation);
    double estimate = measured ? smoothed + slack : INITIAL.toNanos();
    return Duration.ofNanos((long) Math.min((double) LONGEST.toNanos(), estimate * backOff));
  }
}
