package io.callapi.opensips.peer;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next try: longer each time, and by chance a little longer still, so
 * that many servers do not come at once to a proxy that is back.
 */
public final class Backoff {

  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LAST = Duration.ofSeconds(3);

  private Duration wait = FIRST;

  /** For the next try. */
  public Duration next() {
    long jitter = ThreadLocalRandom.current().nextLong(wait.toMillis() / 4 + 1);
    Duration next = wait.plusMillis(jitter);
    Duration doubled = wait.multipliedBy(2);
    wait = doubled.compareTo(LAST) > 0 ? LAST : doubled;
    return next;
  }

  /** The last try has succeeded. */
  public void reset() {
    wait = FIRST;
  }
}
