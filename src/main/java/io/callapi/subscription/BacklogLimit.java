package io.callapi.subscription;

import java.util.concurrent.atomic.AtomicInteger;

/** How many steps of calls may wait for subscribers of this node; for use by many threads. */
final class BacklogLimit {

  static final int OF_ONE = 10_000;
  static final int OF_ALL = 200_000;

  private final int ofOne;
  private final int ofAll;
  private final AtomicInteger waiting = new AtomicInteger();

  BacklogLimit() {
    this(OF_ONE, OF_ALL);
  }

  BacklogLimit(int ofOne, int ofAll) {
    this.ofOne = ofOne;
    this.ofAll = ofAll;
  }

  /**
   * Takes room for one more.
   *
   * @param own how many wait for that subscriber
   */
  boolean tryTake(int own) {
    if (own >= ofOne) {
      return false;
    }
    if (waiting.incrementAndGet() > ofAll) {
      waiting.decrementAndGet();
      return false;
    }
    return true;
  }

  void giveBack(int count) {
    waiting.addAndGet(-count);
  }
}
