package io.callapi.client;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is wrong with a request, by the name of the member: so much as is of use to the client. */
final class RequestProblems {

  private static final int MAX_NAMED = 10;
  private static final int MAX_NAME_LENGTH = 64;
  private static final String ELLIPSIS = "\u2026";

  private final Map<String, String> named = new LinkedHashMap<>();
  private int more;

  /** Notes a problem; of one member the first. */
  void note(String name, String problem) {
    if (named.size() < MAX_NAMED) {
      named.putIfAbsent(cut(name), problem);
    } else if (!named.containsKey(cut(name))) {
      more++;
    }
  }

  boolean areNone() {
    return named.isEmpty();
  }

  /** At most ten by name, and how many more there are. */
  Map<String, String> byName() {
    Map<String, String> all = new LinkedHashMap<>(named);
    if (more > 0) {
      all.put(ELLIPSIS, "and " + more + " more");
    }
    return all;
  }

  /** A name of a client, short enough to be sent back. */
  static String cut(String name) {
    return name.length() <= MAX_NAME_LENGTH ? name : name.substring(0, MAX_NAME_LENGTH) + ELLIPSIS;
  }
}
