package io.callapi.client;

import java.util.function.LongSupplier;

/**
 * Lets so much a second through, and as much at once after a quiet second (a token bucket). What
 * turns out dearer than it looked is charged afterwards, on credit of one second at most.
 */
final class RateLimit {

  private static final double NANOS = 1e9;

  private final int perSecond;
  private final LongSupplier nanoClock;
  private double tokens;
  private long last;

  /**
   * @param perSecond 0 for no limit
   */
  RateLimit(int perSecond, LongSupplier nanoClock) {
    this.perSecond = perSecond;
    this.nanoClock = nanoClock;
    this.tokens = perSecond;
    this.last = nanoClock.getAsLong();
  }

  /** Pays for one request; false if there is not enough now, and then nothing is paid. */
  boolean tryTake(double cost) {
    if (!has(cost)) {
      return false;
    }
    tokens -= affordable(cost);
    return true;
  }

  /** True if a request of this cost would be let through now. */
  boolean has(double cost) {
    if (perSecond == 0) {
      return true;
    }
    refill();
    return tokens >= affordable(cost);
  }

  /** Charges for what has been done already. */
  void charge(double cost) {
    tokens = Math.max(-perSecond, tokens - cost);
  }

  /**
   * Takes the place of one request in any case, also of those to come, however many: what is read
   * before reading stops is paid in full.
   *
   * @return for how many milliseconds there will be none; 0 if there still is one
   */
  int take() {
    if (perSecond == 0) {
      return 0;
    }
    refill();
    tokens -= 1;
    return tokens >= 0 ? 0 : (int) Math.ceil(-tokens * 1000 / perSecond);
  }

  /** When a request of this cost may come, in milliseconds, at least 1. */
  int retryAfterMs(double cost) {
    if (perSecond == 0) {
      return 1;
    }
    refill();
    return (int) Math.max(1, Math.ceil((affordable(cost) - tokens) * 1000 / perSecond));
  }

  /** What is dearer than a whole second's worth may come once a second. */
  private double affordable(double cost) {
    return Math.min(cost, perSecond);
  }

  private void refill() {
    long now = nanoClock.getAsLong();
    tokens = Math.min(perSecond, tokens + (now - last) * perSecond / NANOS);
    last = now;
  }
}
