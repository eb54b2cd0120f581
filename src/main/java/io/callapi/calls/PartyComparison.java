package io.callapi.calls;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares URIs as a proxy reports them, which need not be SIP URIs. */
final class PartyComparison {

  /** Parameters that make two URIs differ if one of them alone has them (RFC 3261, 19.1.4). */
  private static final List<String> DECISIVE =
      List.of("user", "ttl", "method", "maddr", "transport");

  private PartyComparison() {}

  /** True if both are the same URI by RFC 3261, section 19.1.4. */
  static boolean matches(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return false;
    }
    Parts a = Parts.of(one);
    Parts b = Parts.of(other);
    return a.scheme.equals(b.scheme)
        && a.user.equals(b.user)
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
    Parts parts = Parts.of(uri);
    return parts.user + "@" + parts.hostPort.replaceFirst(":5060$", "");
  }

  private record Parts(
      String scheme, String user, String hostPort, Map<String, String> parameters) {

    static Parts of(String uri) {
      int colon = uri.indexOf(':');
      String rest = uri.substring(colon + 1);
      int at = rest.lastIndexOf('@');
      int semicolon = rest.indexOf(';', Math.max(at, 0));
      int end = semicolon < 0 ? rest.length() : semicolon;
      return new Parts(
          lower(uri.substring(0, Math.max(colon, 0))),
          at < 0 ? "" : rest.substring(0, at),
          lower(rest.substring(at + 1, end)),
          parameters(rest.substring(end)));
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
