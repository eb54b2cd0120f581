package io.callapi.opensips.peer;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/** Counts what may come in floods, and logs it once a minute at most. */
public final class RareLog {

  private static final long EVERY = Duration.ofMinutes(1).toNanos();

  private final Logger log;
  private final String what;
  private final LongSupplier nanos;
  private long count;
  private long lastLogged;

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
    this.lastLogged = nanos.getAsLong() - EVERY;
  }

  /** One more. */
  public void note(String example) {
    count++;
    long now = nanos.getAsLong();
    if (now - lastLogged >= EVERY) {
      lastLogged = now;
      log.warn("{} {} so far, the last: {}", count, what, example);
    }
  }

  public long count() {
    return count;
  }
}
