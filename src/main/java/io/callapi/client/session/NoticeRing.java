package io.callapi.client.session;

import io.netty.buffer.ByteBufUtil;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The last notifications of a session, as they were written, numbered from 1 without holes. The
 * oldest make way, by number, bytes or age. For use by many threads.
 */
public final class NoticeRing {

  /** An entry, its text as an object, and its place. */
  static final int OWN_BYTES = 72;

  private static final int FIRST_SIZE = 16;

  private final SessionLimits limits;
  private final LongSupplier nanos;
  private @Nullable Kept[] places = new Kept[FIRST_SIZE];
  private long first = 1;
  private long next = 1;
  private long bytes;

  private record Kept(String text, int bytes, long at) {}

  /**
   * @param nanos the time in nanoseconds
   */
  public NoticeRing(SessionLimits limits, LongSupplier nanos) {
    this.limits = limits;
    this.nanos = nanos;
  }

  /**
   * Keeps one more.
   *
   * @return how much more memory is taken up than before
   */
  public synchronized long add(String text) {
    long before = bytes;
    Kept kept = new Kept(text, OWN_BYTES + bytesOf(text), nanos.getAsLong());
    if (next - first == places.length) {
      grow();
    }
    places[place(next)] = kept;
    next++;
    bytes += kept.bytes();
    forgetOld();
    return bytes - before;
  }

  /** One byte for each character, where all are of ASCII; else two at most. */
  private static int bytesOf(String text) {
    int length = text.length();
    return ByteBufUtil.utf8Bytes(text) == length ? length : 2 * length;
  }

  /** Forgets those that are too old, too many or too long. */
  private void forgetOld() {
    long oldest = nanos.getAsLong() - limits.age().toNanos();
    while (first < next
        && (next - first > limits.notices()
            || bytes > limits.bytes()
            || kept(first).at() - oldest < 0)) {
      forgetFirst();
    }
  }

  /**
   * Forgets those that are too old.
   *
   * @return how much memory that gives back
   */
  public synchronized long forgetExpired() {
    long before = bytes;
    forgetOld();
    return before - bytes;
  }

  /**
   * Forgets the older half.
   *
   * @return how much memory that gives back
   */
  synchronized long forgetHalf() {
    long before = bytes;
    while (first < next && bytes > before / 2) {
      forgetFirst();
    }
    return before - bytes;
  }

  private void forgetFirst() {
    bytes -= kept(first).bytes();
    places[place(first)] = null;
    first++;
  }

  private Kept kept(long number) {
    Kept kept = places[place(number)];
    if (kept == null) {
      throw new IllegalStateException("not kept: " + number);
    }
    return kept;
  }

  private int place(long number) {
    return (int) (number % places.length);
  }

  private void grow() {
    @Nullable Kept[] old = places;
    @Nullable Kept[] larger = new Kept[2 * old.length];
    for (long number = first; number < next; number++) {
      larger[(int) (number % larger.length)] = old[(int) (number % old.length)];
    }
    places = larger;
  }

  /** The notification of that number; null if it is not kept any more, or not there yet. */
  public synchronized @Nullable String get(long number) {
    return number >= first && number < next ? kept(number).text() : null;
  }

  /** The number of the first one that is kept; of the next one if none is. */
  public synchronized long first() {
    return first;
  }

  /** The number of the last one; 0 if there was none. */
  public synchronized long last() {
    return next - 1;
  }

  public synchronized long bytes() {
    return bytes;
  }
}
