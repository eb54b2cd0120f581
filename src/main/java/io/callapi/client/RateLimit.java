package io.callapi.client;

import java.util.function.LongSupplier;

/**
 * Lets so many requests a second through, and as many at once after a quiet second (a token
 * bucket).
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

  /** Takes one request's place; false if there is none now. */
  boolean tryTake() {
    if (perSecond == 0) {
      return true;
    }
    refill();
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }

  /**
   * Takes a place in any case, also of those to come.
   *
   * @return for how many milliseconds there will be none; 0 if there still is one
   */
  int take() {
    if (perSecond == 0) {
      return 0;
    }
    refill();
    tokens--;
    return tokens >= 0 ? 0 : (int) Math.ceil(-tokens * 1000 / perSecond);
  }

  /** When the next request may come, in milliseconds, at least 1. */
  int retryAfterMs() {
    if (perSecond == 0) {
      return 1;
    }
    refill();
    return (int) Math.max(1, Math.ceil((1 - tokens) * 1000 / perSecond));
  }

  private void refill() {
    long now = nanoClock.getAsLong();
    tokens = Math.min(perSecond, tokens + (now - last) * perSecond / NANOS);
    last = now;
  }
}
