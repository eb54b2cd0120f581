package io.callapi.sip;

import org.jspecify.annotations.Nullable;

/** What may stand in a SIP header as one unquoted word. */
final class HeaderText {

  private HeaderText() {}

  /**
   * Refuses text that is empty, too long, or could break out of its place in a header.
   *
   * @param forbidden characters that may not stand there, beside those that may nowhere
   */
  static void requireSafe(String text, int maxLength, String forbidden) {
    String fault = faultIn(text, maxLength, forbidden);
    if (fault != null) {
      throw new IllegalArgumentException(fault);
    }
  }

  /** Why the text is refused; null if it is not. */
  static @Nullable String faultIn(String text, int maxLength, String forbidden) {
    if (text.isEmpty()) {
      return "must not be empty";
    }
    if (text.length() > maxLength) {
      return "must not be longer than " + maxLength + " characters";
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c >= 0x7f || forbidden.indexOf(c) >= 0) {
        return "must not contain %s (at position %d)".formatted(name(c), i + 1);
      }
    }
    return null;
  }

  private static String name(char c) {
    return switch (c) {
      case ' ' -> "a space";
      case '\r' -> "CR";
      case '\n' -> "LF";
      case 0 -> "NUL";
      default -> c > ' ' && c < 0x7f ? "'" + c + "'" : "the character U+%04X".formatted((int) c);
    };
  }
}
