package io.callapi.sip;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When two URIs are the same (RFC 3261, section 19.1.4; of tel RFC 3966, section 4). Any text can
 * be compared, as proxies report it: one that is no URI is the same as itself only.
 */
public final class UriComparison {

  /** In one of two only, these make a difference; all others do not. */
  private static final Set<String> DECISIVE = Set.of("user", "ttl", "method", "maddr", "transport");

  private static final Pattern SEPARATORS = Pattern.compile("[-.()]");
  private static final Pattern NUMBER = Pattern.compile("\\+?[0-9a-f*#]+");
  private static final String RESERVED = ";/?:@&=+$,";

  private UriComparison() {}

  /** True if both are the same URI. */
  public static boolean areEqual(String one, String other) {
    UriParts a = UriParts.of(one);
    UriParts b = UriParts.of(other);
    if (!a.isSip() || !b.isSip()) {
      return one.equals(other) || (isSameNumber(a, b) && haveSameParameters(a, b));
    }
    return a.scheme().equals(b.scheme())
        && (a.at() < 0) == (b.at() < 0)
        && (unescaped(a.userInfo()).equals(unescaped(b.userInfo())) || areSameNumbers(a, b))
        && a.hostName().equalsIgnoreCase(b.hostName())
        && a.port().equals(b.port())
        && haveSameParameters(a, b)
        && haveSameHeaders(a, b);
  }

  /**
   * True if both name the same user at the same host and port, whatever their parameters and
   * passwords are: a phone that was asked to call one may have dialled the other. A port that is
   * not written is the default one here. A telephone number may be written without visual
   * separators and without {@code user=phone}, or as a tel URI, which has no host (RFC 3261,
   * section 19.1.6).
   */
  public static boolean haveSameTarget(String one, String other) {
    UriParts a = UriParts.of(one);
    UriParts b = UriParts.of(other);
    return isSameSubscriber(a, b) || writtenTarget(a, one).equals(writtenTarget(b, other));
  }

  /** True if it has that user, at whatever host; of a tel URI the number is the user. */
  static boolean hasUser(String uri, String user) {
    UriParts parts = UriParts.of(uri);
    return (parts.isSip() && user(parts).equals(unescaped(user)))
        || (isNumber(parts) && subscriber(parts).equals(number(user)));
  }

  private static boolean isSameSubscriber(UriParts a, UriParts b) {
    boolean samePlace =
        isTel(a) || isTel(b) || (a.scheme().equals(b.scheme()) && place(a).equals(place(b)));
    return samePlace && (isNumber(a) || isNumber(b)) && subscriber(a).equals(subscriber(b));
  }

  private static boolean isNumber(UriParts uri) {
    boolean isSaid = isTel(uri) || "phone".equalsIgnoreCase(uri.allParameters().get("user"));
    return isSaid && NUMBER.matcher(subscriber(uri)).matches();
  }

  /** A telephone-subscriber without its parameters (RFC 3261, section 25.1). */
  private static String subscriber(UriParts uri) {
    return isTel(uri) ? number(uri.opaque()) : number(user(uri).split(";", 2)[0]);
  }

  /** The same for all URIs of the same target, and for some of others: to find them by. */
  public static String targetKey(String uri) {
    UriParts parts = UriParts.of(uri);
    String number = parts.isSip() || isTel(parts) ? subscriber(parts) : "";
    return NUMBER.matcher(number).matches() ? number : writtenTarget(parts, uri);
  }

  /** All words by which a pattern that matches the URI may be found, see {@link UriKeys}. */
  static Set<String> keys(String uri) {
    UriParts parts = UriParts.of(uri);
    Set<String> keys = new HashSet<>();
    keys.add(wholeKey(uri));
    keys.add(hostKey(parts.hostName()));
    if (parts.isSip()) {
      keys.add("user " + user(parts));
    }
    if (isNumber(parts)) {
      keys.add("number " + subscriber(parts));
    }
    return keys;
  }

  static String wholeKey(String uri) {
    return "uri " + targetKey(uri);
  }

  static String hostKey(String host) {
    return "host " + host.toLowerCase(Locale.ROOT);
  }

  static Set<String> userKeys(String user) {
    Set<String> keys = new HashSet<>();
    keys.add("user " + unescaped(user));
    keys.add("number " + number(user));
    return keys;
  }

  private static String writtenTarget(UriParts uri, String text) {
    return uri.isSip() ? uri.scheme() + ":" + user(uri) + "@" + place(uri) : text;
  }

  private static String place(UriParts uri) {
    return uri.hostName().toLowerCase(Locale.ROOT) + ":" + portOrDefault(uri);
  }

  private static String user(UriParts uri) {
    return unescaped(uri.userInfo().split(":", 2)[0]);
  }

  private static String portOrDefault(UriParts uri) {
    String port = uri.port();
    return port.isEmpty() ? (uri.scheme().equals("sips") ? "5061" : "5060") : port;
  }

  private static boolean isTel(UriParts uri) {
    return uri.scheme().equals("tel");
  }

  /** Without visual separators (RFC 3966, section 3). */
  private static String number(String subscriber) {
    return SEPARATORS.matcher(subscriber).replaceAll("").toLowerCase(Locale.ROOT);
  }

  private static boolean isSameNumber(UriParts a, UriParts b) {
    return isTel(a) && isTel(b) && number(a.opaque()).equals(number(b.opaque()));
  }

  private static boolean areSameNumbers(UriParts a, UriParts b) {
    return isNumber(a) && isNumber(b) && subscriber(a).equals(subscriber(b));
  }

  private static boolean haveSameParameters(UriParts a, UriParts b) {
    Map<String, String> ofA = a.allParameters();
    Map<String, String> ofB = b.allParameters();
    Set<String> names = new HashSet<>(ofA.keySet());
    names.addAll(ofB.keySet());
    return names.stream().allMatch(name -> isSameParameter(name, ofA.get(name), ofB.get(name)));
  }

  private static boolean isSameParameter(String name, @Nullable String a, @Nullable String b) {
    return (a == null || b == null)
        ? !DECISIVE.contains(name)
        : unescaped(a).equalsIgnoreCase(unescaped(b));
  }

  private static boolean haveSameHeaders(UriParts a, UriParts b) {
    Map<String, String> ofA = a.allHeaders();
    Map<String, String> ofB = b.allHeaders();
    return ofA.keySet().equals(ofB.keySet())
        && ofA.entrySet().stream()
            .allMatch(
                e -> unescaped(e.getValue()).equals(unescaped(ofB.getOrDefault(e.getKey(), ""))));
  }

  /** Characters that are not reserved are the same as their escapes (RFC 3261, 19.1.4). */
  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int c = escapedAt(text, i);
      if (c < 0) {
        plain.append(text.charAt(i));
      } else if (RESERVED.indexOf(c) >= 0 || c >= 0x7f || c <= ' ') {
        plain.append("%%%02X".formatted(c));
        i += 2;
      } else {
        plain.append((char) c);
        i += 2;
      }
    }
    return plain.toString();
  }

  /** The character that is escaped at that place, or -1. */
  private static int escapedAt(String text, int i) {
    if (text.charAt(i) != '%' || i + 2 >= text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(i + 1), 16);
    int low = Character.digit(text.charAt(i + 2), 16);
    return high < 0 || low < 0 ? -1 : 16 * high + low;
  }
}
