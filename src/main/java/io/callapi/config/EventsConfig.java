package io.callapi.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code events}: where the proxy sends its events.
 *
 * @param host the address to listen on; null for the one on the route to the proxy
 * @param port 0 for any free port
 * @param advertised what the proxy is told, behind NAT; null for the address listened on
 * @param expire the life of a subscription; it is renewed before that
 */
public record EventsConfig(
    @Nullable String host,
    int port,
    @Nullable HostPort advertised,
    EventTransport transport,
    Duration expire) {

  public EventsConfig {
    new Checks()
        .host("host", host)
        .port("port", port)
        .duration("expire", expire, Duration.ofSeconds(2))
        .done();
  }
}
