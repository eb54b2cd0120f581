package io.callapi.bench;

/** Counts durations in buckets of 1.6 % width, so that nothing grows while it is measured. */
public final class Latencies {

  private static final int SUB_BITS = 6;
  private static final int SUBS = 1 << SUB_BITS;

  private final long[] counts = new long[SUBS * (Long.SIZE - SUB_BITS)];
  private long total;

  public void add(long nanos) {
    counts[bucket(Math.max(0, nanos))]++;
    total++;
  }

  public void addAll(Latencies other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
  }

  /** The duration that so large a part stays within, in milliseconds; 0 if there are none. */
  public double millis(double part) {
    long rank = (long) Math.ceil(total * part);
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= rank && seen > 0) {
        return lowest(i) / 1e6;
      }
    }
    return 0;
  }

  private static int bucket(long value) {
    if (value < SUBS) {
      return (int) value;
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - SUB_BITS;
    return (shift + 1) * SUBS + (int) (value >>> shift) - SUBS;
  }

  private static long lowest(int bucket) {
    return bucket < SUBS ? bucket : (long) (SUBS + bucket % SUBS) << (bucket / SUBS - 1);
  }
}
