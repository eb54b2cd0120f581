package io.callapi.log;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/** Counts what may come in floods, and logs it once a minute at most; for use by many threads. */
public final class RareLog {

  private static final long EVERY = Duration.ofMinutes(1).toNanos();

  private final Logger log;
  private final String what;
  private final LongSupplier nanos;
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong lastLogged;

  public RareLog(Logger log, String what) {
    this(log, what, System::nanoTime);
  }

  /**
   * @param nanos the time in nanoseconds
   */
  RareLog(Logger log, String what, LongSupplier nanos) {
    this.log = log;
    this.what = what;
    this.nanos = nanos;
    this.lastLogged = new AtomicLong(nanos.getAsLong() - EVERY);
  }

  /** One more. */
  public void note(String example) {
    long soFar = count.incrementAndGet();
    long now = nanos.getAsLong();
    long last = lastLogged.get();
    if (now - last >= EVERY && lastLogged.compareAndSet(last, now)) {
      log.warn("{} {} so far, the last: {}", soFar, what, example);
    }
  }

  public long count() {
    return count.get();
  }
}
