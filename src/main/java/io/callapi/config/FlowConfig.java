package io.callapi.config;

import java.time.Duration;

/**
 * How much is sent to a proxy that answers late: keys of the section {@code mi}.
 *
 * @param maxInFlight the most requests that wait for their reply at once
 * @param maxQueued the most requests that wait to be sent
 * @param maxQueueTime the longest that one waits to be sent
 */
public record FlowConfig(int maxInFlight, int maxQueued, Duration maxQueueTime) {

  public FlowConfig {
    new Checks()
        .range("max_in_flight", maxInFlight, 4, 10_000)
        .range("max_queued", maxQueued, 10, 1_000_000)
        .duration("max_queue_time", maxQueueTime, Duration.ofMillis(500))
        .done();
  }

  static FlowConfig defaults() {
    return new FlowConfig(512, 10_000, Duration.ofSeconds(10));
  }
}
