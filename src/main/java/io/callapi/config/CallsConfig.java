package io.callapi.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The section {@code calls}: what clients can still see of calls that have ended.
 *
 * @param keepEnded for how long
 * @param maxEnded so many of each proxy
 */
public record CallsConfig(Duration keepEnded, int maxEnded) {

  private static final int MAX = 1_000_000;

  public CallsConfig {
    new Checks()
        .duration("keep_ended", keepEnded, Duration.ZERO)
        .range("max_ended", maxEnded, 0, MAX)
        .done();
  }

  static Optional<CallsConfig> read(Section section) {
    Duration keep = ConfigReader.duration(section, "keep_ended", 600);
    int max = section.read("max_ended", Values::integer, 100_000);
    return section.make(() -> new CallsConfig(keep, max));
  }
}
