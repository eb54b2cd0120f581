package io.callapi.listen;

import java.util.Locale;

/**
 * Where something is to listen, and the keys that say so.
 *
 * @param what for whom, for people: {@code clients}, {@code events of proxy east}
 * @param host a name or an address; IPv6 without brackets
 * @param hostKey the key of the host, for instance {@code ws_server.host}
 * @param portKey the key of the port
 */
public record Place(
    Transport transport, String what, String host, int port, String hostKey, String portKey) {

  /** What is listened for. */
  public enum Transport {
    TCP("ss -ltnp"),
    UDP("ss -lunp");

    private final String listing;

    Transport(String listing) {
      this.listing = listing;
    }
  }

  /** The command that shows who listens there. */
  String whoListens() {
    return transport.listing + " 'sport = :" + port + "'";
  }

  @Override
  public String toString() {
    String uriHost = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return transport.name().toLowerCase(Locale.ROOT) + ":" + uriHost + ":" + port;
  }
}
