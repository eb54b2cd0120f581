package io.callapi.client.session;

import io.callapi.bus.Address;
import io.callapi.cluster.NodeService;
import io.callapi.cluster.NodeService.WireType;
import java.util.List;

/** What a connection on another event loop or node says to a session that was opened. */
public sealed interface SessionPost {

  /** {@code callapi.session.<session>} (request): nobody there once it has ended. */
  Address.Family<SessionPost, SessionReply> ADDRESS =
      new Address.Family<>("callapi.session", SessionPost.class, SessionReply.class);

  /** What other nodes may send there. */
  NodeService<SessionPost, SessionReply> FROM_NODES =
      new NodeService<>(
          ADDRESS,
          List.of(
              new WireType<>("session.attach/1", Attach.class),
              new WireType<>("session.begin/1", Begin.class),
              new WireType<>("session.said/1", Said.class),
              new WireType<>("session.room/1", Room.class),
              new WireType<>("session.lost/1", Lost.class)),
          new WireType<>("session.reply/1", SessionReply.class),
          false);

  /** The line that the connection listens on. */
  String line();

  /**
   * A connection shows the token of the session, and takes the place of the one before.
   *
   * @param secret the hash of that of the token
   * @param node where the connection is; empty outside of a cluster
   * @param client the address of the client
   */
  record Attach(String secret, long lastSeq, String node, String line, String client)
      implements SessionPost {}

  /** The client has been told that it goes on: what it has missed may come. */
  record Begin(String line) implements SessionPost {}

  /**
   * A message of the client.
   *
   * @param more whether it goes on in the next one
   */
  record Said(String line, String text, boolean more) implements SessionPost {}

  /** More may be written on the line. */
  record Room(String line) implements SessionPost {}

  /** The connection is gone. */
  record Lost(String line) implements SessionPost {}

  /**
   * What a session says to that.
   *
   * @param seq the number of its last notification
   * @param firstSeq of the first notification that is kept
   * @param keep for how many milliseconds it is kept without a connection
   */
  record SessionReply(Outcome outcome, long seq, long firstSeq, long keep) {

    /** Done, with nothing to be said of it. */
    public static final SessionReply DONE = of(Outcome.DONE);

    static SessionReply of(Outcome outcome) {
      return new SessionReply(outcome, 0, 0, 0);
    }
  }

  /** What has become of it. */
  enum Outcome {
    DONE,
    /** The session has no connection. */
    NOT_ATTACHED,
    /** It has another one. */
    TAKEN_OVER,
    /** The secret is not that of this session. */
    WRONG_SECRET,
    /** So many notifications there have not been. */
    FROM_THE_FUTURE
  }
}
