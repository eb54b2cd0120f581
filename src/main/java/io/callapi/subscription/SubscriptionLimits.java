package io.callapi.subscription;

import java.util.concurrent.atomic.AtomicInteger;

/** How much the subscriptions of one node may take up together; for use by many threads. */
public final class SubscriptionLimits {

  private static final int MAX = 10_000;

  private final int max;
  private final AtomicInteger open = new AtomicInteger();
  private final BacklogLimit backlog;

  /** What the program uses. */
  public SubscriptionLimits() {
    this(MAX, new BacklogLimit());
  }

  SubscriptionLimits(int max, BacklogLimit backlog) {
    this.max = max;
    this.backlog = backlog;
  }

  boolean tryOpen() {
    if (open.incrementAndGet() > max) {
      open.decrementAndGet();
      return false;
    }
    return true;
  }

  void closed() {
    open.decrementAndGet();
  }

  BacklogLimit backlog() {
    return backlog;
  }
}
