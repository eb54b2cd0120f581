package io.callapi.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with the values of one section, so that all of it is told at once. */
final class Checks {

  static final Duration LONGEST = Duration.ofDays(1);

  // A name, an IPv4 address, or an IPv6 address without brackets.
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9.])?|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private final List<Problem> problems = new ArrayList<>();

  Checks require(boolean holds, String key, String text) {
    if (!holds) {
      problems.add(new Problem(key, text));
    }
    return this;
  }

  Checks range(String key, int value, int min, int max) {
    return require(
        value >= min && value <= max,
        key,
        "must be a number from %d to %d, not %d".formatted(min, max, value));
  }

  Checks port(String key, int value) {
    return require(
        value >= 0 && value <= 65535,
        key,
        "must be a port from 1 to 65535, or 0 for any free one, not " + value);
  }

  Checks duration(String key, Duration value, Duration min) {
    return require(
        value.compareTo(min) >= 0 && value.compareTo(LONGEST) <= 0,
        key,
        "must be from %s to %s, not %s"
            .formatted(Durations.text(min), Durations.text(LONGEST), Durations.text(value)));
  }

  Checks host(String key, @Nullable String value) {
    return require(
        value == null || isHost(value),
        key,
        "must be a host name or an IP address without port and brackets, not " + value);
  }

  void done() {
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  static boolean isHost(String text) {
    return HOST.matcher(text).matches();
  }
}
