package io.callapi.sip;

/** What may stand in a SIP header as one unquoted word. */
final class HeaderText {

  private HeaderText() {}

  /** Refuses text that is empty, too long, or could break out of its place in a header. */
  static void requireSafe(String text, int maxLength) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("must not be empty");
    }
    if (text.length() > maxLength) {
      throw new IllegalArgumentException("must not be longer than " + maxLength + " characters");
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '<' || c == '>') {
        throw new IllegalArgumentException(
            "must not contain %s (at position %d)".formatted(name(c), i + 1));
      }
    }
  }

  private static String name(char c) {
    return switch (c) {
      case ' ' -> "a space";
      case '\r' -> "CR";
      case '\n' -> "LF";
      case 0 -> "NUL";
      case '<', '>' -> "'" + c + "'";
      default -> "the character U+%04X".formatted((int) c);
    };
  }
}
