package io.callapi.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code events}: where the proxy sends its events.
 *
 * @param host the address to listen on; null for the one on the route to the proxy
 * @param port 0 for any free port
 * @param advertised what the proxy is told, behind NAT; null for the address listened on
 * @param from hosts from which events are taken; empty for the hosts of mi
 * @param expire the life of a subscription; it is renewed before that
 */
public record EventsConfig(
    @Nullable String host,
    int port,
    @Nullable HostPort advertised,
    EventTransport transport,
    List<String> from,
    Duration expire) {

  private static final String IPV4_ONLY =
      "must be an IPv4 address or a name: OpenSIPS sends events over IPv4 only";

  public EventsConfig {
    from = List.copyOf(from);
    Checks checks = new Checks();
    from.forEach(sender -> checks.host("from", sender));
    checks
        .host("host", host)
        .require(isIpv4(host), "host", IPV4_ONLY)
        .require(advertised == null || isIpv4(advertised.host()), "advertised", IPV4_ONLY)
        .port("port", port)
        .duration("expire", expire, Duration.ofSeconds(2))
        .done();
  }

  /** A name may stand for anything. */
  private static boolean isIpv4(@Nullable String host) {
    return host == null || host.indexOf(':') < 0;
  }
}
