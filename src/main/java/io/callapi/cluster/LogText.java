package io.callapi.cluster;

/** Text of strangers for the log: short, and nothing that looks like a line of its own. */
final class LogText {

  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_SENTENCE = 200;

  private LogText() {}

  /** With no more than names of nodes, types and addresses are made of. */
  static String name(String text) {
    return cut(text, LONGEST_NAME).replaceAll("[^A-Za-z0-9._:/@-]", "?");
  }

  static String sentence(String text) {
    return cut(text, LONGEST_SENTENCE).replaceAll("[^ -~]", "?");
  }

  private static String cut(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest) + "..." : text;
  }
}
