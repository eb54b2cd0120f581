package io.callapi.client.session;

import io.callapi.bus.Address;
import io.callapi.cluster.NodeService;
import io.callapi.cluster.NodeService.WireType;
import java.util.List;

/** What a session says to its connection on another event loop or node. */
public sealed interface LinePost {

  /** {@code callapi.line.<line>} (request): nobody there once the connection is gone. */
  Address.Family<LinePost, LineReply> ADDRESS =
      new Address.Family<>("callapi.line", LinePost.class, LineReply.class);

  /** What other nodes may send there. */
  NodeService<LinePost, LineReply> FROM_NODES =
      new NodeService<>(
          ADDRESS,
          List.of(
              new WireType<>("line.frames/1", Frames.class),
              new WireType<>("line.close/1", Close.class),
              new WireType<>("line.ended/1", SessionClosed.class)),
          new WireType<>("line.reply/1", LineReply.class),
          false);

  /**
   * Messages for the client; none to see whether the line is there.
   *
   * @param more whether the last one goes on in the next post
   */
  record Frames(List<String> texts, boolean more) implements LinePost {
    public Frames {
      texts = List.copyOf(texts);
    }
  }

  /** The connection is to end. */
  record Close(short code, String reason) implements LinePost {}

  /** The client has closed the session. */
  record SessionClosed() implements LinePost {}

  /**
   * It is written.
   *
   * @param full whether to wait for {@link SessionPost.Room} before the next frames
   */
  record LineReply(boolean full) {}
}
