package io.callapi.client.session;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the notifications of all sessions of this node take up. When it is too much, the session for
 * which most is kept loses the older half of it. For use by many threads.
 */
final class RingTotal {

  private final long max;
  private final AtomicLong bytes = new AtomicLong();
  private final Set<NoticeRing> rings = ConcurrentHashMap.newKeySet();

  RingTotal(long max) {
    this.max = max;
  }

  void open(NoticeRing ring) {
    rings.add(ring);
  }

  void add(long more) {
    long now = bytes.addAndGet(more);
    while (now > max) {
      long freed = forgetOfLargest();
      if (freed == 0) {
        return;
      }
      now = bytes.addAndGet(-freed);
    }
  }

  private long forgetOfLargest() {
    return rings.stream()
        .max(Comparator.comparingLong(NoticeRing::bytes))
        .map(NoticeRing::forgetHalf)
        .orElse(0L);
  }

  /** Forgets what is too old. */
  void forgetExpired() {
    rings.forEach(ring -> bytes.addAndGet(-ring.forgetExpired()));
  }

  void close(NoticeRing ring) {
    if (rings.remove(ring)) {
      bytes.addAndGet(-ring.bytes());
    }
  }

  long bytes() {
    return bytes.get();
  }
}
