package io.callapi.client;

import io.callapi.client.session.OpenedSessions;
import io.callapi.client.session.SessionLimits;
import io.callapi.client.wire.ConnectionCount;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All clients of this node together, whichever instance serves them; for use by many threads.
 *
 * @param admission how many there are
 * @param sessions how many of them have a WebSocket
 * @param unread how much waits for them
 * @param wrongTokens who has shown wrong tokens
 * @param noise what of them is worth a line
 * @param opened the sessions that outlive their connections
 */
public record Crowd(
    ConnectionCount admission,
    AtomicInteger sessions,
    UnreadTotal unread,
    WrongTokens wrongTokens,
    Noise noise,
    OpenedSessions opened) {

  /** On a node that is in no cluster, with the usual limits for sessions. */
  public static Crowd of(ClientLimits limits) {
    return of(limits, new OpenedSessions(SessionLimits.DEFAULT, null));
  }

  public static Crowd of(ClientLimits limits, OpenedSessions opened) {
    return new Crowd(
        new ConnectionCount(limits.connections(), limits.connectionsPerAddress()),
        new AtomicInteger(),
        new UnreadTotal(limits.unreadTotal()),
        new WrongTokens(System::nanoTime),
        Noise.create(),
        opened);
  }

  /** For those who watch. */
  public ClientFigures figures() {
    return new CrowdFigures(this);
  }
}
