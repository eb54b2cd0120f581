package io.callapi.calls;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what a bound of the table keeps out, and warns of it once a minute at most. */
final class Overflow {

  private static final Logger LOG = LoggerFactory.getLogger(CallTable.class);
  private static final long EVERY_MILLIS = Duration.ofMinutes(1).toMillis();

  private final String proxy;
  private final TableTime time;
  private long count;
  private long lastWarned;

  Overflow(String proxy, TableTime time) {
    this.proxy = proxy;
    this.time = time;
    this.lastWarned = time.millis() - EVERY_MILLIS;
  }

  /**
   * @param bound the bound, in words
   * @param example what is kept out now
   */
  void report(String bound, Object example) {
    count++;
    if (time.millis() - lastWarned >= EVERY_MILLIS) {
      lastWarned = time.millis();
      LOG.warn(
          "proxy {}: the table of calls is full at {}; {} left out so far, the last: {}",
          proxy,
          bound,
          count,
          example);
    }
  }

  long count() {
    return count;
  }
}
