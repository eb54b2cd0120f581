package io.callapi.client.api;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next try to connect: longer each time, and not all at once. */
final class ReconnectDelay {

  private static final long FIRST_MS = 500;
  private static final long LAST_MS = 30_000;
  private static final Duration STEADY = Duration.ofMinutes(1);

  private final RandomGenerator random;
  private long nextMs = FIRST_MS;

  ReconnectDelay(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The wait before the next try, a random part of what it may be at most.
   *
   * @param held how long the connection before has held
   */
  long afterMs(Duration held) {
    if (held.compareTo(STEADY) > 0) {
      nextMs = FIRST_MS;
    }
    long most = nextMs;
    nextMs = Math.min(nextMs * 2, LAST_MS);
    return random.nextLong(most / 2, most + 1);
  }
}
