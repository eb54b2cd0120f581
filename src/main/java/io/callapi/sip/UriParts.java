package io.callapi.sip;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Where the parts of a URI begin in its text (RFC 3261, section 19.1.1). Any text has parts;
 * whether they are right is not asked here.
 *
 * @param schemeEnd the first colon, or -1
 * @param at the end of the user part, or -1
 * @param host where the host begins
 * @param parameters where the parameters begin, each with its semicolon
 * @param headers the question mark before the headers, or the end
 */
record UriParts(String text, int schemeEnd, int at, int host, int parameters, int headers) {

  static UriParts of(String text) {
    int schemeEnd = text.indexOf(':');
    int at = text.indexOf('@', schemeEnd + 1);
    int host = Math.max(schemeEnd, at) + 1;
    int headers = orElse(text.indexOf('?', host), text.length());
    int parameters = Math.min(orElse(text.indexOf(';', host), headers), headers);
    return new UriParts(text, schemeEnd, at, host, parameters, headers);
  }

  private static int orElse(int position, int end) {
    return position < 0 ? end : position;
  }

  /** In lower case; empty if there is none. */
  String scheme() {
    return text.substring(0, Math.max(schemeEnd, 0)).toLowerCase(Locale.ROOT);
  }

  boolean isSip() {
    return scheme().equals("sip") || scheme().equals("sips");
  }

  /** User and password; empty if there are none. */
  String userInfo() {
    return at < 0 ? "" : text.substring(schemeEnd + 1, at);
  }

  /** What follows the scheme, up to the parameters: of a tel URI the number. */
  String opaque() {
    return text.substring(schemeEnd + 1, parameters);
  }

  String hostName() {
    return text.substring(host, portColon());
  }

  /** As it is written; empty if there is none, and no colon before it. */
  String port() {
    return portColon() == parameters ? "" : text.substring(portColon() + 1, parameters);
  }

  /** The colon before the port, or the end of the host where there is none. */
  int portColon() {
    int from = text.startsWith("[", host) ? Math.max(text.indexOf(']', host), host) : host;
    int colon = text.indexOf(':', from);
    return colon < 0 || colon > parameters ? parameters : colon;
  }

  /** The parameters by name in lower case, as they are written; of doubled ones the first. */
  Map<String, String> allParameters() {
    return pairs(parameters, headers, ';');
  }

  /** The headers by name in lower case, as they are written. */
  Map<String, String> allHeaders() {
    return pairs(headers, text.length(), '&');
  }

  private Map<String, String> pairs(int from, int to, char separator) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int start = from; start < to; ) {
      int end = Math.min(orElse(text.indexOf(separator, start + 1), to), to);
      int equals = orElse(text.indexOf('=', start), end);
      String name = text.substring(start + 1, Math.min(equals, end)).toLowerCase(Locale.ROOT);
      pairs.putIfAbsent(name, equals < end ? text.substring(equals + 1, end) : "");
      start = end;
    }
    return pairs;
  }

  /** The value of the first parameter of that name; empty if there is none, or no value. */
  String parameter(String name) {
    int start = find(name, parameters);
    if (start < 0) {
      return "";
    }
    int value = start + name.length() + 2;
    return value >= end(start) ? "" : text.substring(value, end(start));
  }

  /** The text without all parameters of that name. */
  String without(String name) {
    int start = find(name, parameters);
    if (start < 0) {
      return text;
    }
    StringBuilder rest = new StringBuilder(text.length());
    int kept = 0;
    for (; start >= 0; start = find(name, end(start))) {
      rest.append(text, kept, start);
      kept = end(start);
    }
    return rest.append(text, kept, text.length()).toString();
  }

  /** The semicolon before the next parameter of that name, or -1. */
  private int find(String name, int from) {
    for (int start = from; start < headers; start = end(start)) {
      int after = start + 1 + name.length();
      boolean isWhole = after == end(start) || (after < end(start) && text.charAt(after) == '=');
      if (isWhole && text.regionMatches(true, start + 1, name, 0, name.length())) {
        return start;
      }
    }
    return -1;
  }

  private int end(int start) {
    return Math.min(orElse(text.indexOf(';', start + 1), headers), headers);
  }
}
