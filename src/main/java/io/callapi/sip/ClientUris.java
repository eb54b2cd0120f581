package io.callapi.sip;

import java.util.Map;

/** What a client may not write into a SIP URI, though others may. */
final class ClientUris {

  /** Beside letters and digits: mark and user-unreserved (RFC 3261, section 25.1). */
  private static final String OF_USER = "-_.!~*'()&=+$,;?/";

  /** Beside letters and digits, in a password. */
  private static final String OF_PASSWORD = "-_.!~*'()&=+$,";

  /** Not allowed in To and From, which the URI is written into (RFC 3261, 19.1.1, table 1). */
  private static final Map<String, String> NOT_ALLOWED =
      Map.of(
          "method", "it is allowed in external URIs only",
          "maddr", "it is not allowed in To and From",
          "ttl", "it is not allowed in To and From",
          "lr", "it is not allowed in To and From");

  private ClientUris() {}

  /**
   * @throws IllegalArgumentException with a reason fit for the client
   */
  static void require(UriParts uri) {
    requireUser(uri);
    for (String name : uri.allParameters().keySet()) {
      String reason = NOT_ALLOWED.get(name);
      if (reason != null) {
        throw new IllegalArgumentException(
            "must not have the parameter '%s': %s (RFC 3261, section 19.1.1)"
                .formatted(name, reason));
      }
    }
  }

  private static void requireUser(UriParts uri) {
    String text = uri.text();
    String allowed = OF_USER;
    for (int i = uri.schemeEnd() + 1; i < uri.at(); i++) {
      char c = text.charAt(i);
      if (c == ':' && allowed.equals(OF_USER)) {
        allowed = OF_PASSWORD;
      } else if (c == '%') {
        requireEscape(text, i);
      } else if (!SipUriSyntax.isAlphanumeric(c) && allowed.indexOf(c) < 0) {
        String part = allowed.equals(OF_USER) ? "user part" : "password";
        throw new IllegalArgumentException(
            "must not contain '%c' in the %s (at position %d), but %%%02X (RFC 3261, section 25.1)"
                .formatted(c, part, i + 1, (int) c));
      }
    }
  }

  private static void requireEscape(String text, int percent) {
    boolean isEscape =
        percent + 2 < text.length()
            && Character.digit(text.charAt(percent + 1), 16) >= 0
            && Character.digit(text.charAt(percent + 2), 16) >= 0;
    if (!isEscape) {
      throw new IllegalArgumentException(
          "must have two hexadecimal digits after '%%' (at position %d)".formatted(percent + 1));
    }
  }
}
