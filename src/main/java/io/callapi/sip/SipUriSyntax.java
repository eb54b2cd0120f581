package io.callapi.sip;

import org.jspecify.annotations.Nullable;

/** What every SIP URI without headers must look like, whoever has written it. */
final class SipUriSyntax {

  private static final String EXAMPLE = "must be a SIP URI such as sip:user@host:port";
  private static final int MAX_PORT = 65535;
  private static final int MAX_PORT_DIGITS = 5;

  private SipUriSyntax() {}

  /** What is wrong with the text, in words for the client; null if it is a SIP URI. */
  static @Nullable String faultIn(String text) {
    UriParts parts = UriParts.of(text);
    if (!parts.isSip()) {
      return EXAMPLE;
    }
    if (parts.headers() < text.length()) {
      return "must not carry URI headers ('?' at position %d)".formatted(parts.headers() + 1);
    }
    int secondAt = text.indexOf('@', parts.host());
    if (secondAt >= 0) {
      return "must not contain a second '@' (at position %d)".formatted(secondAt + 1);
    }
    if (parts.at() >= 0 && parts.userInfo().isEmpty()) {
      return "must have a user before '@', or no '@'";
    }
    if (!isHost(parts.hostName())) {
      return parts.hostName().isEmpty() ? EXAMPLE : "must have a host name or an IP address";
    }
    return isPort(parts) ? parametersFault(parts) : "must have a port from 1 to 65535";
  }

  private static boolean isPort(UriParts parts) {
    if (parts.portColon() == parts.parameters()) {
      return true;
    }
    String port = parts.port();
    boolean isNumber =
        !port.isEmpty()
            && port.length() <= MAX_PORT_DIGITS
            && port.chars().allMatch(c -> c >= '0' && c <= '9');
    return isNumber && Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= MAX_PORT;
  }

  /** A name, an IPv4 address, or an IPv6 address in brackets. */
  private static boolean isHost(String host) {
    if (host.startsWith("[")) {
      return host.length() > 2
          && host.indexOf(']') == host.length() - 1
          && host.chars().skip(1).limit(host.length() - 2L).allMatch(SipUriSyntax::isOfIpv6);
    }
    return !host.isEmpty()
        && isAlphanumeric(host.charAt(0))
        && host.charAt(host.length() - 1) != '-'
        && host.chars().allMatch(c -> isAlphanumeric(c) || c == '.' || c == '-');
  }

  private static boolean isOfIpv6(int c) {
    return Character.digit(c, 16) >= 0 || c == ':' || c == '.';
  }

  static boolean isAlphanumeric(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static @Nullable String parametersFault(UriParts parts) {
    String text = parts.text();
    for (int i = parts.parameters(); i < parts.headers(); i++) {
      boolean isLast = i + 1 == parts.headers();
      if (text.charAt(i) == ';' && (isLast || text.charAt(i + 1) == ';')) {
        return "must have a parameter after ';' (at position %d)".formatted(i + 1);
      }
    }
    return null;
  }
}
