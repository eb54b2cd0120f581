package io.callapi.bench;

/** What one share of the load has counted, or all of them together. */
final class Tally {

  private final Latencies latencies = new Latencies();
  private long inTime;
  private long wrong;
  private long neverEnded;
  private long nanos;

  /**
   * A command has ended.
   *
   * @param counts false for one of the last ones, when no more are sent: only its latency counts
   */
  void done(long latencyNanos, boolean counts) {
    latencies.add(latencyNanos);
    inTime += counts ? 1 : 0;
  }

  void addWrong() {
    wrong++;
  }

  /** No more are sent. */
  void stopped(long elapsedNanos) {
    nanos = elapsedNanos;
  }

  void addNeverEnded(long outstanding) {
    neverEnded += outstanding;
  }

  /** Adds what another share has counted at the same time. */
  void addBeside(Tally other) {
    long longest = Math.max(nanos, other.nanos);
    addAfter(other);
    nanos = longest;
  }

  /** Adds what was counted in another round. */
  void addAfter(Tally other) {
    latencies.addAll(other.latencies);
    inTime += other.inTime;
    wrong += other.wrong;
    neverEnded += other.neverEnded;
    nanos += other.nanos;
  }

  Latencies latencies() {
    return latencies;
  }

  double perSecond() {
    return nanos == 0 ? 0 : inTime * 1e9 / nanos;
  }

  /** Commands that failed and should not have, or not in that way. */
  long wrong() {
    return wrong;
  }

  /** Commands without an end long after the others had theirs. */
  long neverEnded() {
    return neverEnded;
  }

  boolean isGood() {
    return wrong == 0 && neverEnded == 0;
  }
}
