package io.callapi.opensips.mi;

import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the management interface of one OpenSIPS is: on a UDP socket, over HTTP, or both.
 *
 * @param datagram the socket of the module mi_datagram
 * @param http the address of the module mi_http
 * @param user of HTTP basic authentication; null for none
 */
public record MiSettings(
    @Nullable SocketAddress datagram,
    @Nullable URI http,
    @Nullable String user,
    @Nullable String password) {

  public MiSettings {
    if (datagram == null && http == null) {
      throw new IllegalArgumentException("neither a socket nor an HTTP address");
    }
  }

  /** UDP alone. */
  public static MiSettings of(SocketAddress datagram) {
    return new MiSettings(datagram, null, null, null);
  }

  /** An address by which the route to the proxy is found. */
  public SocketAddress peer() {
    return datagram != null ? datagram : httpPeer(Objects.requireNonNull(http));
  }

  /** The hosts that are the proxy, by name or address. */
  public List<String> hosts() {
    Stream<SocketAddress> overHttp = http == null ? Stream.empty() : Stream.of(httpPeer(http));
    return Stream.concat(Stream.ofNullable(datagram), overHttp)
        .map(SocketAddress::host)
        .distinct()
        .toList();
  }

  private static SocketAddress httpPeer(URI http) {
    String host = http.getHost().replace("[", "").replace("]", ""); // IPv6
    int usual = "https".equalsIgnoreCase(http.getScheme()) ? 443 : 80;
    return SocketAddress.inetSocketAddress(http.getPort() < 0 ? usual : http.getPort(), host);
  }

  /** The ways to it, for people, without user and password. */
  public String ways() {
    return Stream.of(datagram == null ? null : "udp:" + datagram, http)
        .filter(Objects::nonNull)
        .map(Object::toString)
        .collect(Collectors.joining(", "));
  }

  /** Without user and password: this text ends up in logs. */
  @Override
  public String toString() {
    return "[" + ways() + "]";
  }
}
