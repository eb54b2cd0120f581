package io.callapi.client.session;

/** The notifications of one session, counted with those of all. */
public final class KeptNotices {

  private final NoticeRing ring;
  private final RingTotal total;

  KeptNotices(NoticeRing ring, RingTotal total) {
    this.ring = ring;
    this.total = total;
    total.open(ring);
  }

  NoticeRing ring() {
    return ring;
  }

  void add(String text) {
    total.add(ring.add(text));
  }

  void close() {
    total.close(ring);
  }

  /** The number of the first one that is kept; of the next one if none is. */
  public long first() {
    return ring.first();
  }

  /** The number of the last one; 0 if there was none. */
  public long last() {
    return ring.last();
  }
}
