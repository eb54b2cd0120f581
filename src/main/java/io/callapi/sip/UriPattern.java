package io.callapi.sip;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom a client looks for: a URI, all users of a host ({@code *@example.com}), or a user at any
 * host ({@code alice@*}).
 */
public record UriPattern(String text) {

  private static final String ANY_USER = "*@";
  private static final String ANY_HOST = "@*";

  /**
   * @throws IllegalArgumentException with a reason fit for the client
   */
  public UriPattern {
    HeaderText.requireSafe(text, SipUri.MAX_LENGTH_OF_CLIENT, "<>\"");
    if (text.startsWith(ANY_USER)) {
      requirePart(host(text), "host");
    } else if (text.endsWith(ANY_HOST)) {
      requirePart(user(text), "user");
    } else if (!text.regionMatches(true, 0, "tel:", 0, "tel:".length())) {
      String fault = SipUri.faultIn(text);
      if (fault != null) {
        throw new IllegalArgumentException(fault);
      }
    }
  }

  private static void requirePart(String part, String name) {
    if (part.isEmpty() || part.contains("@") || (name.equals("host") && part.contains("*"))) {
      throw new IllegalArgumentException("must have a " + name + " on the other side of *");
    }
  }

  /** Words, one of which each URI has that matches, see {@link UriKeys}. */
  public Set<String> keys() {
    return UriKeys.of(this);
  }

  /** The host, if all its users are meant; else null. */
  @Nullable String host() {
    return text.startsWith(ANY_USER) ? host(text) : null;
  }

  /** The user, if it is meant at any host; else null. */
  @Nullable String user() {
    return host() == null && text.endsWith(ANY_HOST) ? user(text) : null;
  }

  private static String host(String text) {
    return text.substring(ANY_USER.length());
  }

  private static String user(String text) {
    return text.substring(0, text.length() - ANY_HOST.length());
  }

  /**
   * True if a URI is meant. Its parameters do not count, and a number may be written in any way,
   * see {@link UriComparison#haveSameTarget}.
   */
  public boolean matches(String uri) {
    if (text.startsWith(ANY_USER)) {
      return UriParts.of(uri).hostName().equalsIgnoreCase(host(text));
    }
    return text.endsWith(ANY_HOST)
        ? UriComparison.hasUser(uri, user(text))
        : UriComparison.haveSameTarget(text, uri);
  }
}
