package io.callapi.config;

import java.time.Duration;

/**
 * Keys of the section {@code ws_server}: what a connection may take up before it is cut off.
 *
 * @param max connections at once
 * @param maxPerAddress connections at once of one address; 0 for no limit
 * @param maxUnread bytes that may wait for one client
 * @param maxUnreadTotal bytes that may wait for all clients together
 * @param requestTimeout to a complete handshake or HTTP request
 * @param messageTimeout from the first to the last frame of a message
 * @param readTimeout without the peer's having read anything of what waits for it
 */
public record ConnectionsConfig(
    int max,
    int maxPerAddress,
    int maxUnread,
    int maxUnreadTotal,
    Duration requestTimeout,
    Duration messageTimeout,
    Duration readTimeout) {

  private static final Duration SHORTEST = Duration.ofMillis(100);

  public ConnectionsConfig {
    new Checks()
        .range("max_connections", max, 1, 1_000_000)
        .range("max_connections_per_address", maxPerAddress, 0, 1_000_000)
        .range("max_unread", maxUnread, 65_536, 1024 * 1024 * 1024)
        .range("max_unread_total", maxUnreadTotal, 65_536, Integer.MAX_VALUE)
        .duration("request_timeout", requestTimeout, SHORTEST)
        .duration("message_timeout", messageTimeout, SHORTEST)
        .duration("read_timeout", readTimeout, SHORTEST)
        .done();
  }

  /** What is so where nothing is configured. */
  public static ConnectionsConfig defaults() {
    return new ConnectionsConfig(
        20_000,
        10_000,
        1024 * 1024,
        64 * 1024 * 1024,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30));
  }

  /** What the section says; the defaults if some of it is wrong, which is noted there. */
  static ConnectionsConfig read(Section section) {
    ConnectionsConfig other = defaults();
    int max = number(section, "max_connections", other.max);
    int perAddress = number(section, "max_connections_per_address", other.maxPerAddress);
    int unread = number(section, "max_unread", other.maxUnread);
    int total = number(section, "max_unread_total", other.maxUnreadTotal);
    Duration request = duration(section, "request_timeout", other.requestTimeout);
    Duration message = duration(section, "message_timeout", other.messageTimeout);
    Duration read = duration(section, "read_timeout", other.readTimeout);
    return section
        .makePart(
            () -> new ConnectionsConfig(max, perAddress, unread, total, request, message, read))
        .orElse(other);
  }

  private static int number(Section section, String key, int other) {
    return section.read(key, Values::integer, other);
  }

  private static Duration duration(Section section, String key, Duration other) {
    return section.read(key, Values::duration, other);
  }
}
