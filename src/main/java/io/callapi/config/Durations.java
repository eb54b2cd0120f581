package io.callapi.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 5s}, {@code 2m}, {@code 1h}, seconds. */
final class Durations {

  private static final Pattern SYNTAX =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?) ?(ms|s|m|h)?");

  private Durations() {}

  static Duration parse(String text) {
    Matcher matcher = SYNTAX.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "must be a duration such as 5s, 500ms, 2m or plain seconds, not " + text);
    }
    String unit = matcher.group(2) == null ? "s" : matcher.group(2);
    long millis = new BigDecimal(matcher.group(1)).multiply(millisOf(unit)).longValue();
    return Duration.ofMillis(millis);
  }

  /** The shortest text that {@link #parse} reads as this duration. */
  static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds == 0 || seconds % 60 != 0) {
      return seconds + "s";
    }
    return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
  }

  private static BigDecimal millisOf(String unit) {
    return BigDecimal.valueOf(
        switch (unit) {
          case "ms" -> 1;
          case "m" -> 60_000;
          case "h" -> 3_600_000;
          default -> 1000;
        });
  }
}
