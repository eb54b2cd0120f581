package io.callapi.calls.view;

import java.time.Duration;

/**
 * How much is kept of calls that have ended; the oldest make way.
 *
 * @param keep for how long
 * @param calls so many
 * @param bytes that they take up together, about
 */
public record EndedLimits(Duration keep, int calls, long bytes) {

  /** What the program uses where memory is no question. */
  public static final EndedLimits DEFAULT =
      new EndedLimits(Duration.ofMinutes(10), 100_000, 64L * 1024 * 1024);
}
