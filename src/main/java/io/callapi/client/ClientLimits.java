package io.callapi.client;

import java.time.Duration;

/**
 * What a connection may take up before it is cut off.
 *
 * @param connections at once, on this node
 * @param connectionsPerAddress at once; 0 for no limit
 * @param unread bytes that may wait for one client
 * @param unreadTotal bytes that may wait for all clients of this node together
 * @param times how long what may take
 */
public record ClientLimits(
    int connections, int connectionsPerAddress, long unread, long unreadTotal, Times times) {

  /**
   * How long what may take.
   *
   * @param request to a complete handshake or HTTP request
   * @param message from the first to the last frame of a message
   * @param read without the peer's having read anything of what waits for it
   * @param close from the server's close to the peer's
   * @param ping from one ping to the next; without a sign of life in between the peer is gone
   */
  public record Times(
      Duration request, Duration message, Duration read, Duration close, Duration ping) {

    private static final Duration CLOSE = Duration.ofSeconds(5);
    private static final Duration PING = Duration.ofSeconds(30);

    /** With those of the times that are not configured. */
    public static Times of(Duration request, Duration message, Duration read) {
      return new Times(request, message, read, CLOSE, PING);
    }
  }

  /** The same for clients with messages of that length: two of them may always wait. */
  ClientLimits forMessagesOf(int maxSize) {
    return new ClientLimits(
        connections, connectionsPerAddress, Math.max(unread, 2L * maxSize), unreadTotal, times);
  }
}
