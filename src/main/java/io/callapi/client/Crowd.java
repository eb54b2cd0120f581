package io.callapi.client;

import io.callapi.client.wire.Admission;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All clients of this node together, whichever instance serves them; for use by many threads.
 *
 * @param admission how many there are
 * @param sessions how many of them have a WebSocket
 * @param unread how much waits for them
 * @param wrongTokens who has shown wrong tokens
 * @param noise what of them is worth a line
 */
public record Crowd(
    Admission admission,
    AtomicInteger sessions,
    UnreadTotal unread,
    WrongTokens wrongTokens,
    Noise noise) {

  public static Crowd of(ClientLimits limits) {
    return new Crowd(
        new Admission(limits.connections(), limits.connectionsPerAddress()),
        new AtomicInteger(),
        new UnreadTotal(limits.unreadTotal()),
        new WrongTokens(System::nanoTime),
        Noise.create());
  }

  /** For those who watch. */
  public ClientFigures figures() {
    return new CrowdFigures(this);
  }
}
