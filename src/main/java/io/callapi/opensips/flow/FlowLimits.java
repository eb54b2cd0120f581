package io.callapi.opensips.flow;

import java.time.Duration;

/**
 * The bounds of what is under way to one proxy, and of what waits.
 *
 * @param inFlight the most requests that wait for their reply at once
 * @param queued the most requests that wait to be sent
 * @param queueTime the longest that one waits to be sent
 */
public record FlowLimits(int inFlight, int queued, Duration queueTime) {

  /** Those of the configuration that says nothing. */
  public static FlowLimits defaults() {
    return new FlowLimits(512, 10_000, Duration.ofSeconds(10));
  }
}
