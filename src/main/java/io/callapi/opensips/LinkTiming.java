package io.callapi.opensips;

import java.time.Duration;

/**
 * How closely a link is watched.
 *
 * @param heartbeat how often the proxy is asked since when it has been running
 * @param look how often it is looked at how long the proxy has been silent
 * @param late the silence after which the link is degraded
 * @param silent the silence after which it is down
 * @param prove how often subscriptions are renewed, and events proven to arrive
 */
record LinkTiming(
    Duration heartbeat, Duration look, Duration late, Duration silent, Duration prove) {

  private static final Duration LONGEST_UNPROVEN = Duration.ofSeconds(30);

  /**
   * The usual one.
   *
   * @param expire the life of a subscription, which is renewed at a third of it
   */
  static LinkTiming usual(Duration expire) {
    Duration third = expire.dividedBy(3);
    return new LinkTiming(
        Duration.ofSeconds(1),
        Duration.ofMillis(250),
        Duration.ofMillis(2500),
        Duration.ofSeconds(4),
        third.compareTo(LONGEST_UNPROVEN) < 0 ? third : LONGEST_UNPROVEN);
  }
}
