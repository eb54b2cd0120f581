package io.callapi.calls;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares URIs as a proxy reports them, which need not be SIP URIs. */
final class PartyComparison {

  /** Parameters that make two URIs differ if one of them alone has them (RFC 3261, 19.1.4). */
  private static final List<String> DECISIVE =
      List.of("user", "ttl", "method", "maddr", "transport");

  /** RFC 3966, section 3: visual-separator. */
  private static final Pattern SEPARATORS = Pattern.compile("[-.()]");

  private static final Pattern DIGITS = Pattern.compile("\\+?[0-9a-f*#]+");

  private PartyComparison() {}

  /** True if both are the same URI by RFC 3261, section 19.1.4. */
  static boolean matches(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return false;
    }
    Parts a = Parts.of(one);
    Parts b = Parts.of(other);
    return a.scheme.equals(b.scheme)
        && a.comparableUser().equals(b.comparableUser())
        && a.hostPort.equals(b.hostPort)
        && haveSameParameters(a.parameters, b.parameters);
  }

  private static boolean haveSameParameters(Map<String, String> a, Map<String, String> b) {
    boolean bothAgree =
        a.entrySet().stream()
            .allMatch(
                entry -> entry.getValue().equals(b.getOrDefault(entry.getKey(), entry.getValue())));
    return bothAgree
        && DECISIVE.stream().allMatch(name -> a.containsKey(name) == b.containsKey(name));
  }

  /**
   * The user, host and port that a URI names, in a form that can be compared; parameters left out.
   */
  static String target(String uri) {
    return Parts.of(uri).target();
  }

  /**
   * True if a phone that was asked for one URI may have dialled the other: parameters may be left
   * out, and a telephone number may be written without visual separators, or as a {@code tel} URI
   * (RFC 3261, section 19.1.6; RFC 3966, section 4).
   */
  static boolean reachesSame(String asked, String dialled) {
    Parts a = Parts.of(asked);
    Parts b = Parts.of(dialled);
    boolean sameNumber =
        (a.isNumber() || b.isNumber())
            && a.subscriber().equals(b.subscriber())
            && (a.hostPort.isEmpty() || b.hostPort.isEmpty() || a.host().equals(b.host()));
    return sameNumber || a.target().equals(b.target());
  }

  /** The same for all URIs that {@link #reachesSame} each other, and for some that do not. */
  static String key(String uri) {
    Parts parts = Parts.of(uri);
    String number = parts.subscriber();
    return DIGITS.matcher(number).matches() ? number : parts.target();
  }

  /** A {@code tel} URI has a number for its user, and no host. */
  private record Parts(
      String scheme, String user, String hostPort, Map<String, String> parameters) {

    boolean isNumber() {
      return scheme.equals("tel") || "phone".equals(parameters.get("user"));
    }

    /** A user that is a telephone-subscriber, without its parameters (RFC 3261, section 25.1). */
    String subscriber() {
      int semicolon = user.indexOf(';');
      String number = semicolon < 0 ? user : user.substring(0, semicolon);
      return lower(SEPARATORS.matcher(number).replaceAll(""));
    }

    String comparableUser() {
      return isNumber() ? subscriber() : user;
    }

    String host() {
      return hostPort.replaceFirst(":5060$", "");
    }

    String target() {
      return user + "@" + host();
    }

    static Parts of(String uri) {
      int colon = uri.indexOf(':');
      String rest = uri.substring(colon + 1);
      int at = rest.lastIndexOf('@');
      int semicolon = rest.indexOf(';', Math.max(at, 0));
      int end = semicolon < 0 ? rest.length() : semicolon;
      String scheme = lower(uri.substring(0, Math.max(colon, 0)));
      Map<String, String> parameters = parameters(rest.substring(end));
      return scheme.equals("tel")
          ? new Parts(scheme, rest.substring(0, end), "", parameters)
          : new Parts(
              scheme,
              at < 0 ? "" : rest.substring(0, at),
              lower(rest.substring(at + 1, end)),
              parameters);
    }

    private static Map<String, String> parameters(String text) {
      Map<String, String> found = new HashMap<>();
      for (String parameter : text.split(";", -1)) {
        int equals = parameter.indexOf('=');
        String name = equals < 0 ? parameter : parameter.substring(0, equals);
        if (!name.isEmpty()) {
          found.put(lower(name), equals < 0 ? "" : lower(parameter.substring(equals + 1)));
        }
      }
      return found;
    }

    private static String lower(String text) {
      return text.toLowerCase(Locale.ROOT);
    }
  }
}
