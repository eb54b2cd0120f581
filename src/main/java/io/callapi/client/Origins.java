package io.callapi.client;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which browsers may connect, by the page they show (RFC 6455, section 10.2).
 *
 * <p>Programs send no Origin and are let in. A page of the server's own is known by its Origin
 * being the Host it connects to; a server that listens on the loopback address only accepts
 * loopback names there, so that a foreign name which resolves to it does not count.
 */
final class Origins {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Set<String> allowed;
  private final boolean loopbackOnly;

  Origins(Set<String> allowed, String listenHost) {
    this.allowed = allowed;
    this.loopbackOnly = LOOPBACK.contains(listenHost) || listenHost.equals("::1");
  }

  /**
   * Whether a page of this server may be asked for by that name. A browser sends no Origin for what
   * its page asks of its own host, so a foreign name that resolves to the loopback address shows in
   * the Host alone.
   */
  boolean acceptsHost(@Nullable String host) {
    if (!loopbackOnly) {
      return true;
    }
    return host != null
        && (LOOPBACK.contains(host.replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT))
            || allowed.contains("https://" + host)
            || allowed.contains("http://" + host));
  }

  boolean accepts(@Nullable String origin, @Nullable String host) {
    if (origin == null || allowed.contains(origin)) {
      return true;
    }
    try {
      URI page = URI.create(origin);
      return host != null
          && page.getHost() != null
          && host.equalsIgnoreCase(page.getAuthority())
          && (!loopbackOnly || LOOPBACK.contains(page.getHost().toLowerCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
