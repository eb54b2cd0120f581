package io.callapi.opensips.peer;

import io.vertx.core.net.SocketAddress;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;

/** Where events are listened for if nothing is configured: on the route to the proxy. */
public final class LocalAddress {

  private LocalAddress() {}

  /**
   * The IPv4 address by which this machine is known to the proxy. It may look up a name.
   *
   * @param management where the proxy's management is
   * @throws UnknownHostException if that name does not resolve
   */
  public static String towards(SocketAddress management)
      throws SocketException, UnknownHostException {
    InetSocketAddress address = new InetSocketAddress(management.host(), management.port());
    if (address.isUnresolved()) {
      throw new UnknownHostException(unknown(management.host()));
    }
    try (DatagramSocket probe = new DatagramSocket()) {
      // Connecting a datagram socket sends nothing: it looks up the route.
      probe.connect(address);
      return ipv4(probe.getLocalAddress());
    }
  }

  /** What to tell of a proxy whose name nobody knows. */
  public static String unknown(String host) {
    return "the proxy's host is unknown: the name %s does not resolve on this machine (getent hosts %s);"
            .formatted(host, host)
        + " correct mi.url or mi.http_url, or the name service";
  }

  /** OpenSIPS sends events over IPv4 only; on this machine there always is a way. */
  private static String ipv4(InetAddress address) {
    if (address instanceof Inet4Address) {
      return address.getHostAddress();
    }
    if (address.isLoopbackAddress()) {
      return "127.0.0.1";
    }
    throw new IllegalStateException(
        "the proxy is reached over IPv6, and OpenSIPS sends events over IPv4 only: set events.host"
            + " to an IPv4 address of this machine");
  }
}
