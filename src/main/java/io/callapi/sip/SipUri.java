package io.callapi.sip;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A SIP or SIPS URI without headers (RFC 3261, section 19.1), for instance {@code
 * sip:alice@example.com:5060;transport=tcp}.
 *
 * <p>Two URIs are equal if their texts are. Header parts ({@code ?Subject=…}) are refused: the
 * value ends up in the request line and in From and To, where the RFC forbids them.
 */
public record SipUri(String value) {

  /** The longest URI accepted, in characters. */
  public static final int MAX_LENGTH = 512;

  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?<scheme>(?i:sips?)):(?:(?<user>[^@?]+)@)?"
              + "(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9.])?)"
              + "(?::(?<port>[0-9]{1,5}))?(?<params>(?:;[^;@?]+)*)");

  /**
   * @throws IllegalArgumentException with a reason fit for the client
   */
  public SipUri {
    HeaderText.requireSafe(value, MAX_LENGTH);
    int quote = value.indexOf('"');
    if (quote >= 0) {
      throw new IllegalArgumentException(
          "must not contain '\"' (at position %d)".formatted(quote + 1));
    }
    if (value.indexOf('?') >= 0) {
      throw new IllegalArgumentException("must not carry URI headers ('?')");
    }
    Matcher matcher = SYNTAX.matcher(value);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("must be a SIP URI such as sip:user@host:port");
    }
    String port = matcher.group("port");
    if (port != null && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65535)) {
      throw new IllegalArgumentException("must have a port from 1 to 65535");
    }
  }

  /** The user part, empty if there is none. */
  public String user() {
    String user = parts().group("user");
    return user == null ? "" : user;
  }

  /** The host part: a name, an IPv4 address or an IPv6 address in brackets. */
  public String host() {
    return parts().group("host");
  }

  /** The port, or 5060 (5061 for sips) where none is written. */
  public int port() {
    Matcher parts = parts();
    String port = parts.group("port");
    if (port != null) {
      return Integer.parseInt(port);
    }
    return parts.group("scheme").toLowerCase(Locale.ROOT).equals("sips") ? 5061 : 5060;
  }

  /** The value of a parameter; empty if there is none of that name, or it has no value. */
  public String parameter(String name) {
    Matcher matcher =
        Pattern.compile("(?i);" + Pattern.quote(name) + "=([^;@]*)(?=;|$)").matcher(value);
    return matcher.find() ? matcher.group(1) : "";
  }

  /** This URI without the named parameter; itself if it has none of that name. */
  public SipUri without(String parameter) {
    String stripped =
        value.replaceAll("(?i);" + Pattern.quote(parameter) + "(=[^;@]*)?(?=;|$)", "");
    return stripped.equals(value) ? this : new SipUri(stripped);
  }

  /** This URI without any parameter; itself if it has none. */
  public SipUri withoutParameters() {
    String parameters = parts().group("params");
    return parameters.isEmpty()
        ? this
        : new SipUri(value.substring(0, value.length() - parameters.length()));
  }

  private Matcher parts() {
    Matcher matcher = SYNTAX.matcher(value);
    if (!matcher.matches()) {
      throw new IllegalStateException("a SipUri is checked when it is made: " + value);
    }
    return matcher;
  }

  @Override
  public String toString() {
    return value;
  }
}
