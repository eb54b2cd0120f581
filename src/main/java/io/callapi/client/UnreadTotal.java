package io.callapi.client;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes wait for all clients together. When they are too many, the client for which most
 * waits is cut off, one at a time. For use by many threads.
 */
final class UnreadTotal {

  private final long max;
  private final AtomicLong total = new AtomicLong();
  private final Set<Share> shares = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable Share> cutOff = new AtomicReference<>();

  UnreadTotal(long max) {
    this.max = max;
  }

  /** What waits for one client; used on the event loop of that client. */
  final class Share {

    private final Runnable cutOffSoon;
    private final AtomicLong bytes = new AtomicLong();
    private boolean closed;

    private Share(Runnable cutOffSoon) {
      this.cutOffSoon = cutOffSoon;
    }

    void add(long more) {
      bytes.addAndGet(more);
      if (total.addAndGet(more) > max) {
        cutOffLargest();
      }
    }

    void remove(long read) {
      if (!closed) {
        bytes.addAndGet(-read);
        total.addAndGet(-read);
      }
    }

    long bytes() {
      return bytes.get();
    }

    /** The client is gone; nothing waits for it any more. */
    void close() {
      if (!closed) {
        closed = true;
        shares.remove(this);
        total.addAndGet(-bytes.get());
        cutOff.compareAndSet(this, null);
      }
    }
  }

  /**
   * @param cutOffSoon cuts the client off, from any thread
   */
  Share open(Runnable cutOffSoon) {
    Share share = new Share(cutOffSoon);
    shares.add(share);
    return share;
  }

  long bytes() {
    return total.get();
  }

  private void cutOffLargest() {
    if (cutOff.get() == null) {
      shares.stream()
          .max(Comparator.comparingLong(Share::bytes))
          .filter(share -> cutOff.compareAndSet(null, share))
          .ifPresent(share -> share.cutOffSoon.run());
    }
  }
}
