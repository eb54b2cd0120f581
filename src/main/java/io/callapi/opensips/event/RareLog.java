package io.callapi.opensips.event;

import java.time.Duration;
import org.slf4j.Logger;

/** Counts what may come in floods, and logs it once a minute at most. */
final class RareLog {

  private static final long EVERY = Duration.ofMinutes(1).toNanos();

  private final Logger log;
  private final String what;
  private long count;
  private long lastLogged = System.nanoTime() - EVERY;

  RareLog(Logger log, String what) {
    this.log = log;
    this.what = what;
  }

  void note(String example) {
    count++;
    long now = System.nanoTime();
    if (now - lastLogged >= EVERY) {
      lastLogged = now;
      log.warn("{} {} so far, the last: {}", count, what, example);
    }
  }

  long count() {
    return count;
  }
}
