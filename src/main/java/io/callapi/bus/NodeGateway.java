package io.callapi.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;

/**
 * Lets other nodes of the cluster reach the local addresses of this one: the addresses of single
 * commands are local, and one cluster-wide address for each node forwards to them.
 */
public final class NodeGateway {

  /** {@code callapi.bus.node.<node id>}: forwards to an address of that node, and the reply. */
  static final Address.Family<Forward, Forwarded> ADDRESS =
      new Address.Family<>("callapi.bus.node", Forward.class, Forwarded.class);

  private static final Duration LOCAL_ANSWER = Duration.ofSeconds(5);

  private final TypedBus bus;
  private final String nodeId;

  /** A message for the local address of another node. */
  public record Forward(String address, Record message) {}

  /** What the local address answered. */
  public record Forwarded(Record reply) {}

  public NodeGateway(Vertx vertx) {
    this.bus = new TypedBus(vertx);
    this.nodeId = nodeIdOf(vertx);
  }

  /** The name of a node in its cluster; "local" where there is no cluster. */
  public static String nodeIdOf(Vertx vertx) {
    return vertx.isClustered() ? ((VertxInternal) vertx).clusterManager().getNodeId() : "local";
  }

  /** Opens the address of this node; succeeds when the other nodes know it. */
  public Future<TypedBus.Registration> open() {
    return bus.serveCluster(ADDRESS.of(nodeId), this::forward);
  }

  /**
   * Asks a local address of some node, this one included.
   *
   * @return its answer, or a {@link BusFailure}
   */
  public <M, R> Future<R> request(String node, Address<M, R> to, M message) {
    if (node.equals(nodeId)) {
      return bus.request(to, message, LOCAL_ANSWER);
    }
    Forward forward = new Forward(to.name(), (Record) message);
    return bus.requestCluster(ADDRESS.of(node), forward, LOCAL_ANSWER.plusSeconds(1))
        .map(forwarded -> to.reply().cast(forwarded.reply()));
  }

  private Future<Forwarded> forward(Forward forward) {
    Address<Record, Record> local = new Address<>(forward.address(), Record.class, Record.class);
    return bus.request(local, forward.message(), LOCAL_ANSWER).map(Forwarded::new);
  }
}
