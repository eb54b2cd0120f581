package io.callapi.client.session;

import org.jspecify.annotations.Nullable;

/** Puts texts together that came in pieces, and says where to cut them. */
final class Pieces {

  private final StringBuilder begun = new StringBuilder();

  /** Where a piece of at most that length ends: not inside of a character. */
  static int end(String text, int most) {
    int end = Math.min(most, text.length());
    return end < text.length() && Character.isHighSurrogate(text.charAt(end - 1)) ? end + 1 : end;
  }

  /**
   * One more piece.
   *
   * @return the whole text; null if there is more of it to come
   */
  @Nullable String add(String piece, boolean more) {
    if (!more && begun.isEmpty()) {
      return piece;
    }
    begun.append(piece);
    if (more) {
      return null;
    }
    String whole = begun.toString();
    begun.setLength(0);
    return whole;
  }
}
