package io.callapi.sip;

import org.jspecify.annotations.Nullable;

/**
 * A SIP or SIPS URI without headers (RFC 3261, section 19.1), for instance {@code
 * sip:alice@example.com:5060;transport=tcp}.
 *
 * <p>It can be written between angle brackets into any header. Header parts ({@code ?Subject=…})
 * are refused: it ends up in the request line and in From and To, where the RFC forbids them. Two
 * are equal if their texts are; see {@link UriComparison} for the rules of the RFC.
 */
public record SipUri(String value) implements Uri {

  /** The longest URI, in characters; those of clients are shorter. */
  public static final int MAX_LENGTH = 1024;

  /** The longest URI that a client may give, in characters. */
  public static final int MAX_LENGTH_OF_CLIENT = 512;

  private static final int DEFAULT_PORT = 5060;
  private static final int DEFAULT_PORT_SECURE = 5061;

  /**
   * @throws IllegalArgumentException with a reason fit for the client
   */
  public SipUri {
    String fault = faultIn(value);
    if (fault != null) {
      throw new IllegalArgumentException(fault);
    }
  }

  /** Why the text is no such URI; null if it is one. */
  static @Nullable String faultIn(String text) {
    String fault = HeaderText.faultIn(text, MAX_LENGTH, "<>\"");
    return fault != null ? fault : SipUriSyntax.faultIn(text);
  }

  /**
   * Reads what a client says whom to call; marks that were copied with it are taken off.
   *
   * @throws IllegalArgumentException with a reason fit for the client, if it is no such URI, or has
   *     parameters or characters that RFC 3261 does not allow there (sections 19.1.1 and 25.1)
   */
  public static SipUri ofClient(String text) {
    HeaderText.requireSafe(text, MAX_LENGTH_OF_CLIENT, "<>\"");
    SipUri uri = new SipUri(text);
    ClientUris.require(UriParts.of(text));
    return uri.withoutMarks();
  }

  /** The user part with its password, if any; empty if there is none. */
  public String user() {
    return UriParts.of(value).userInfo();
  }

  /** The host part: a name, an IPv4 address or an IPv6 address in brackets. */
  public String host() {
    return UriParts.of(value).hostName();
  }

  /** The port, or 5060 (5061 for sips) where none is written. */
  public int port() {
    String port = UriParts.of(value).port();
    if (!port.isEmpty()) {
      return Integer.parseInt(port);
    }
    return isSecure() ? DEFAULT_PORT_SECURE : DEFAULT_PORT;
  }

  /** True for sips: every hop has to be TLS, and so has the Contact (RFC 3261, section 8.1.1.8). */
  public boolean isSecure() {
    return value.regionMatches(true, 0, "sips:", 0, "sips:".length());
  }

  @Override
  public String parameter(String name) {
    return UriParts.of(value).parameter(name);
  }

  /**
   * This URI with one parameter more.
   *
   * @throws IllegalArgumentException if that makes it too long, or cannot stand there
   */
  public SipUri with(String parameter, String parameterValue) {
    return new SipUri(value + ";" + parameter + "=" + parameterValue);
  }

  @Override
  public SipUri without(String parameter) {
    String rest = UriParts.of(value).without(parameter);
    return rest.equals(value) ? this : new SipUri(rest);
  }

  @Override
  public SipUri withoutMarks() {
    return without(OSID_MARK).without(OWN_MARK);
  }

  /** This URI without any parameter; itself if it has none. */
  public SipUri withoutParameters() {
    int end = UriParts.of(value).parameters();
    return end == value.length() ? this : new SipUri(value.substring(0, end));
  }

  @Override
  public String toString() {
    return value;
  }
}
