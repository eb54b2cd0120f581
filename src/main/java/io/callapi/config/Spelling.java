package io.callapi.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Guesses which key was meant. */
final class Spelling {

  private Spelling() {}

  /** The end of a message about an unknown key: the nearest key and all the keys there are. */
  static String hint(String word, Collection<String> known) {
    String plain = word.toLowerCase(Locale.ROOT).replace('-', '_');
    String guess =
        known.stream()
            .filter(key -> distance(plain, key) <= Math.max(1, key.length() / 3))
            .min(Comparator.comparingInt(key -> distance(plain, key)))
            .map(key -> "; did you mean " + key + "?")
            .orElse(".");
    return guess + " Allowed here: " + String.join(", ", known);
  }

  /** How many letters to put in, take out, change or swap (Damerau-Levenshtein). */
  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int cheapest(int[][] cost, String a, String b, int i, int j) {
    int change = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int least = Math.min(change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
