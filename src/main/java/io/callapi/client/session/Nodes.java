package io.callapi.client.session;

import io.callapi.bus.TypedBus;
import io.callapi.client.session.LinePost.LineReply;
import io.callapi.client.session.SessionPost.SessionReply;
import io.callapi.cluster.NodeGateway;
import io.vertx.core.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reaches sessions and lines, wherever they are.
 *
 * @param gateway to the other nodes of the cluster; null outside of one
 */
public record Nodes(TypedBus bus, @Nullable NodeGateway gateway) {

  /** How often it is looked whether a line to another node is there. */
  static final Duration LOOK = Duration.ofSeconds(10);

  private static final Duration ANSWER = Duration.ofSeconds(30);

  /** In characters: each may take up seven bytes in a post, which has 64 KiB for all. */
  private static final int LONGEST_TO_NODE = 8_000;

  /** The name of this node; empty outside of a cluster. */
  String here() {
    return gateway == null ? "" : gateway.nodeId();
  }

  boolean isHere(String node) {
    return node.equals(here());
  }

  /** How many characters fit a post to that node. */
  int longestPost(String node) {
    return isHere(node) ? Integer.MAX_VALUE : LONGEST_TO_NODE;
  }

  Future<SessionReply> post(String node, String session, SessionPost post) {
    return gateway == null || isHere(node)
        ? bus.request(SessionPost.ADDRESS.of(session), post, ANSWER)
        : gateway.request(node, SessionPost.FROM_NODES, session, post);
  }

  Future<LineReply> post(String node, String line, LinePost post) {
    return gateway == null || isHere(node)
        ? bus.request(LinePost.ADDRESS.of(line), post, ANSWER)
        : gateway.request(node, LinePost.FROM_NODES, line, post);
  }
}
