package io.callapi.opensips.flow;

import java.time.Duration;

/**
 * How many requests may wait for their reply at once. Grows while replies come as quickly as ever,
 * at first with each of them; shrinks when they come later or not at all (RFC 5681, section 3.1).
 */
final class SendWindow {

  static final int START = 32;
  static final int LEAST = 4;

  /**
   * A network that loses single requests is no proxy that is late: it costs repeats, and those are
   * limited by their own budget.
   */
  static final int LEAST_WITH_LOSSES = 128;

  /**
   * T1 of RFC 3261: what comes within it is not late. Less would take the pauses of this process
   * for those of the proxy.
   */
  private static final Duration SLACK = Duration.ofMillis(500);

  /** No proxy is taken to answer sooner, and so more than a hundred thousand requests a second. */
  private static final Duration FASTEST = Duration.ofMillis(5);

  private static final double LATE = 0.8;
  private static final double SILENCE = 0.5;

  /**
   * By how much it grows in a round trip, once it has found its size: a share of it, for a proxy
   * whose round trips are long would take minutes to be known otherwise.
   */
  private static final double STEP = 4;

  private static final double STEP_SHARE = 0.25;

  private final int most;
  private double size;
  private double steep; // above it, growth is slow
  private boolean growing;
  private long shrunkAt;
  private boolean shrunk;

  /**
   * @param most how large it gets
   */
  SendWindow(int most) {
    this.most = most;
    this.size = Math.min(START, most);
    this.steep = most;
  }

  int size() {
    return (int) size;
  }

  /**
   * A reply has come.
   *
   * @param inFlight how many requests were under way: a window that is not full need not grow
   */
  void answered(Duration roundTrip, RoundTrips known, int inFlight, long now) {
    Duration best = known.best();
    Duration late = best.plus(best.compareTo(SLACK) > 0 ? best : SLACK);
    if (roundTrip.compareTo(late) > 0) {
      shrink(LATE, START, known.smoothed(), now);
    } else if (inFlight >= size() / 2) {
      size = Math.min(most, size + (size < steep ? 1 : Math.max(STEP / size, STEP_SHARE)));
      growing = true;
    }
  }

  /**
   * A reply is overdue. Before any reply has come, that tells nothing of the proxy.
   *
   * @param lost true if it is certain that the proxy answers others: less need not be sent for that
   */
  void overdue(boolean lost, RoundTrips known, long now) {
    if (known.isMeasured()) {
      shrink(lost ? LATE : SILENCE, lost ? LEAST_WITH_LOSSES : LEAST, known.timeout(), now);
    }
  }

  /** Once in a round trip: what is under way tells no more than the first reply did. */
  private void shrink(double factor, int least, Duration pause, long now) {
    if (size <= least || (shrunk && now - shrunkAt < pause.toNanos())) {
      return;
    }
    // Half of what it was before replies stayed away, however often it shrinks until they come
    // back.
    steep = growing ? Math.max(Math.min(START, most), size * factor) : steep;
    growing = false;
    shrunk = true;
    shrunkAt = now;
    size = Math.max(Math.min(least, most), size * factor);
  }

  /**
   * How many requests are answered in a time, if replies go on coming as quickly as they do now:
   * the window grows meanwhile.
   */
  long capacity(Duration time, Duration roundTrip) {
    double rounds = (double) time.toNanos() / Math.max(roundTrip.toNanos(), FASTEST.toNanos());
    double capacity = 0;
    double round = size;
    while (rounds >= 1 && round < most) {
      capacity += round;
      round = round < steep ? Math.min(2 * round, steep) : Math.min((1 + STEP_SHARE) * round, most);
      rounds--;
    }
    return (long) (capacity + round * rounds);
  }
}
