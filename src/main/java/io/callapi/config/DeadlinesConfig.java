package io.callapi.config;

import java.time.Duration;

/**
 * The section {@code deadlines}: how long a command waits before it fails.
 *
 * @param transferStart for the first sign of a transfer
 * @param hold for both phones to answer a hold or a resume
 * @param end for the proxy to end a call
 * @param stop for running commands when the server stops
 */
public record DeadlinesConfig(Duration transferStart, Duration hold, Duration end, Duration stop) {

  public DeadlinesConfig {
    Duration least = Duration.ofMillis(10);
    new Checks()
        .duration("transfer_start", transferStart, least)
        .duration("hold", hold, least)
        .duration("end", end, least)
        .duration("stop", stop, Duration.ZERO)
        .done();
  }
}
