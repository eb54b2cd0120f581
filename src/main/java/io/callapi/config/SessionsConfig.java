package io.callapi.config;

import java.time.Duration;

/**
 * The section {@code sessions}: what the sessions that clients open may take up.
 *
 * @param max at once
 * @param keepMax how long one is kept without a connection, at most
 * @param maxNotices of one that are kept
 * @param maxBytes that these may take up
 * @param noticeAge how long they are kept
 * @param maxTotal bytes that those of all together may take up
 */
public record SessionsConfig(
    int max, Duration keepMax, int maxNotices, int maxBytes, Duration noticeAge, int maxTotal) {

  private static final Duration LONGEST_KEEP = Duration.ofMinutes(10);
  private static final Duration SHORTEST = Duration.ofMillis(100);

  public SessionsConfig {
    new Checks()
        .range("max_sessions", max, 0, 1_000_000)
        .duration("keep_max", keepMax, SHORTEST)
        .require(
            keepMax.compareTo(LONGEST_KEEP) <= 0,
            "keep_max",
            "must be 10m at most, as the protocol has it")
        .range("max_notifications", maxNotices, 16, 1_000_000)
        .range("max_bytes", maxBytes, 65_536, 1024 * 1024 * 1024)
        .duration("keep_notifications", noticeAge, SHORTEST)
        .range("max_bytes_total", maxTotal, 65_536, Integer.MAX_VALUE)
        .done();
  }

  /** What is so where nothing is configured. */
  public static SessionsConfig defaults() {
    return new SessionsConfig(
        10_000, LONGEST_KEEP, 10_000, 16 * 1024 * 1024, Duration.ofMinutes(10), 64 * 1024 * 1024);
  }

  /** What the section says; the defaults if some of it is wrong, which is noted there. */
  static SessionsConfig read(Section section) {
    SessionsConfig other = defaults();
    int max = section.read("max_sessions", Values::integer, other.max);
    Duration keep = section.read("keep_max", Values::duration, other.keepMax);
    int notices = section.read("max_notifications", Values::integer, other.maxNotices);
    int bytes = section.read("max_bytes", Values::integer, other.maxBytes);
    Duration age = section.read("keep_notifications", Values::duration, other.noticeAge);
    int total = section.read("max_bytes_total", Values::integer, other.maxTotal);
    return section
        .make(() -> new SessionsConfig(max, keep, notices, bytes, age, total))
        .orElse(other);
  }
}
