package io.callapi.client;

import io.callapi.client.wire.ConnectionCount;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Slows down who shows wrong tokens, by address. Who shows a right one is never slowed, so that
 * clients behind one proxy do not suffer from each other. For use by many threads.
 */
final class WrongTokens {

  /** How many answers of a minute come at once. */
  static final int AT_ONCE = 10;

  /** How many answers wait at a time. */
  static final int LATER = 10;

  /** How long they wait. */
  static final Duration DELAY = Duration.ofSeconds(1);

  static final Duration EXPIRY = Duration.ofMinutes(1);
  static final int MAX_ADDRESSES = 10_000;

  /** When a wrong token is answered. */
  enum Answer {
    AT_ONCE,
    /** After {@link #DELAY}; then {@link #answered} has to be called. */
    LATER,
    TOO_MANY
  }

  private static final class Entry {
    private int wrong;
    private int waiting;
    private long since;
  }

  private final LongSupplier nanos;
  private final Map<InetAddress, Entry> byAddress = new LinkedHashMap<>();

  /**
   * @param nanos the time in nanoseconds
   */
  WrongTokens(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** One more wrong token of that address. */
  synchronized Answer onWrong(InetAddress peer) {
    forgetOld();
    Entry entry = byAddress.computeIfAbsent(ConnectionCount.hostOf(peer), host -> newEntry());
    entry.wrong++;
    if (entry.wrong <= AT_ONCE) {
      return Answer.AT_ONCE;
    }
    if (entry.waiting >= LATER) {
      return Answer.TOO_MANY;
    }
    entry.waiting++;
    return Answer.LATER;
  }

  /** An answer that had to wait has been given. */
  synchronized void answered(InetAddress peer) {
    Entry entry = byAddress.get(ConnectionCount.hostOf(peer));
    if (entry != null && entry.waiting > 0) {
      entry.waiting--;
    }
  }

  synchronized int addresses() {
    return byAddress.size();
  }

  private Entry newEntry() {
    Entry entry = new Entry();
    entry.since = nanos.getAsLong();
    return entry;
  }

  /** The map is in the order in which the entries began. */
  private void forgetOld() {
    long now = nanos.getAsLong();
    Iterator<Entry> oldest = byAddress.values().iterator();
    while (oldest.hasNext()) {
      long age = now - oldest.next().since;
      if (age < EXPIRY.toNanos() && byAddress.size() < MAX_ADDRESSES) {
        return;
      }
      oldest.remove();
    }
  }
}
