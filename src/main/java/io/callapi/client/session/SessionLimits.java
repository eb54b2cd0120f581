package io.callapi.client.session;

import java.time.Duration;

/**
 * What the sessions that were opened may take up.
 *
 * @param sessions at once, on this node
 * @param keep how long one is kept without a connection, at most
 * @param notices of a session that are kept
 * @param bytes that these may take up
 * @param age how long they are kept
 * @param totalBytes that those of all sessions of this node may take up
 */
public record SessionLimits(
    int sessions, Duration keep, int notices, long bytes, Duration age, long totalBytes) {

  /** Those that nobody has configured. */
  public static final SessionLimits DEFAULT =
      new SessionLimits(
          10_000,
          Duration.ofMinutes(10),
          10_000,
          16 * 1024 * 1024,
          Duration.ofMinutes(10),
          64 * 1024 * 1024);
}
