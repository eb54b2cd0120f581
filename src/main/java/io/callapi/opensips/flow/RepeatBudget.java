package io.callapi.opensips.flow;

import java.util.function.LongSupplier;

/**
 * How many requests may be sent again. A proxy that is late gets one repeat for ten requests at
 * most, for it has what it was sent; a request that was lost is another matter.
 *
 * <p>Beside that there are a few at any time, so that on a quiet link a request that is lost is
 * repeated promptly.
 */
final class RepeatBudget {

  private final Tokens whileLate;
  private final Tokens whenLost;

  /**
   * @param nanos the time in nanoseconds
   */
  RepeatBudget(LongSupplier nanos) {
    this.whileLate = new Tokens(nanos, 0.1, 1, 5);
    this.whenLost = new Tokens(nanos, 0.5, 5, 50);
  }

  /** A request was sent for the first time. */
  void sent() {
    whileLate.earn();
    whenLost.earn();
  }

  /**
   * Takes one repeat.
   *
   * @param lost whether the proxy has answered what it was sent later
   * @return false if there is none left
   */
  boolean take(boolean lost) {
    return lost ? whenLost.take() || whileLate.take() : whileLate.take();
  }

  /** Repeats that are earned by requests, and by and by. */
  private static final class Tokens {

    private final LongSupplier nanos;
    private final double eachRequest;
    private final double eachSecond;
    private final double most;
    private double left;
    private long at;

    Tokens(LongSupplier nanos, double eachRequest, double eachSecond, double most) {
      this.nanos = nanos;
      this.eachRequest = eachRequest;
      this.eachSecond = eachSecond;
      this.most = most;
      this.left = most;
      this.at = nanos.getAsLong();
    }

    void earn() {
      left = Math.min(most, left + eachRequest);
    }

    boolean take() {
      long now = nanos.getAsLong();
      left = Math.min(most, left + eachSecond * (now - at) / 1e9);
      at = now;
      if (left < 1) {
        return false;
      }
      left--;
      return true;
    }
  }
}
