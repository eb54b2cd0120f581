package io.callapi.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host and a port.
 *
 * @param host a name or an address; IPv6 without brackets
 */
public record HostPort(String host, int port) {

  private static final Pattern SYNTAX =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^:\\[\\]\\s/@]+)):([0-9]{1,5})");

  public HostPort {
    if (!Checks.isHost(host) || port < 1 || port > 65535) {
      throw new IllegalArgumentException(mustBe(host + ":" + port));
    }
  }

  /**
   * Reads {@code 127.0.0.1:8080}, {@code proxy.example.com:8080} or {@code [::1]:8080}.
   *
   * @throws IllegalArgumentException with what is allowed
   */
  public static HostPort parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(mustBe(text));
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return new HostPort(host, Integer.parseInt(matcher.group(3)));
  }

  /** The host as it stands in a URI: IPv6 in brackets. */
  public String uriHost() {
    return uriHost(host);
  }

  static String uriHost(String host) {
    return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  private static String mustBe(String text) {
    return "must be host:port such as 127.0.0.1:8080 or \"[::1]:8080\", not " + text;
  }

  @Override
  public String toString() {
    return uriHost() + ":" + port;
  }
}
