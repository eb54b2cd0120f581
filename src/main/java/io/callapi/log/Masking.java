package io.callapi.log;

import java.util.regex.Pattern;

/** Takes the users and numbers out of the addresses in a text. */
final class Masking {

  private static final Pattern ADDRESS =
      Pattern.compile("(?i)\\b(?:(sips?:)[^\\s@<>\"']+@|(tel:)[^\\s<>\"',;]+)");

  private Masking() {}

  static String mask(String text) {
    return ADDRESS
        .matcher(text)
        .replaceAll(found -> found.group(1) == null ? "tel:***" : found.group(1) + "***@");
  }
}
