package io.callapi.client;

import io.callapi.client.wire.Wire;
import io.callapi.net.AddressRange;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where clients are: where their connection comes from, or where a reverse proxy says that is
 * trusted. Each proxy adds the address that it sees at the end of a list; what stands before the
 * last one that is not trusted may be invented.
 */
public final class Callers {

  /** Nobody's word is taken. */
  public static final Callers NONE = new Callers(List.of(), false);

  // RFC 7239, section 4: for=192.0.2.7, for="192.0.2.7:41234", for="[2001:db8::7]:41234"
  private static final Pattern FOR =
      Pattern.compile("(?:^|;)\\s*for=\"?([^\";]*)\"?", Pattern.CASE_INSENSITIVE);
  private static final Pattern WITH_PORT = Pattern.compile("\\[(.*)](?::\\d+)?|([0-9.]+):\\d+");

  private final List<AddressRange> proxies;
  private final boolean standard;

  /**
   * @param proxies that are trusted
   * @param standard whether they write Forwarded (RFC 7239), not X-Forwarded-For
   */
  public Callers(List<AddressRange> proxies, boolean standard) {
    this.proxies = List.copyOf(proxies);
    this.standard = standard;
  }

  /** Whether a connection from there is one of a trusted proxy. */
  boolean isProxy(InetAddress peer) {
    return proxies.stream().anyMatch(range -> range.contains(peer));
  }

  /** Who has sent a request. */
  InetAddress of(HttpServerRequest request) {
    return of(Wire.of(request.connection()).peer(), request.headers());
  }

  InetAddress of(InetAddress peer, MultiMap headers) {
    if (!isProxy(peer)) {
      return peer;
    }
    List<String> hops = hops(headers);
    InetAddress known = peer;
    for (int i = hops.size() - 1; i >= 0 && isProxy(known); i--) {
      InetAddress next = standard ? forwarded(hops.get(i)) : address(hops.get(i));
      if (next == null) {
        break;
      }
      known = next;
    }
    return known;
  }

  /** The same for people. */
  String nameOf(HttpServerRequest request) {
    return name(Wire.of(request.connection()).peer(), request.headers(), request.remoteAddress());
  }

  String nameOf(ServerWebSocket socket) {
    return name(Wire.of(socket).peer(), socket.headers(), socket.remoteAddress());
  }

  private String name(InetAddress peer, MultiMap headers, SocketAddress remote) {
    InetAddress caller = of(peer, headers);
    return caller.equals(peer)
        ? String.valueOf(remote)
        : "%s (by %s)".formatted(caller.getHostAddress(), remote);
  }

  private List<String> hops(MultiMap headers) {
    return headers.getAll(standard ? "Forwarded" : "X-Forwarded-For").stream()
        .flatMap(line -> Arrays.stream(line.split(",")))
        .map(String::strip)
        .toList();
  }

  private static @Nullable InetAddress forwarded(String hop) {
    Matcher named = FOR.matcher(hop);
    return named.find() ? address(named.group(1).strip()) : null;
  }

  private static @Nullable InetAddress address(String text) {
    Matcher port = WITH_PORT.matcher(text);
    if (!port.matches()) {
      return AddressRange.address(text);
    }
    return AddressRange.address(port.group(1) == null ? port.group(2) : port.group(1));
  }
}
