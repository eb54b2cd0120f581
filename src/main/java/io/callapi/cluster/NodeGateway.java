package io.callapi.cluster;

import io.callapi.bus.Address;
import io.callapi.bus.BusFailure;
import io.callapi.bus.TypedBus;
import io.callapi.cluster.NodeMessage.Challenge;
import io.callapi.cluster.NodeMessage.ChallengeQuery;
import io.callapi.cluster.NodeMessage.SignedReply;
import io.callapi.cluster.NodeMessage.SignedRequest;
import io.callapi.cluster.NodeService.WireType;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the nodes of a cluster reach one another: what a {@link NodeService} names, and nothing
 * else. Every node has to know the same secret.
 */
public final class NodeGateway {

  /** {@code callapi.cluster.challenge.<node id>}: to be asked before each request. */
  static final Address.Family<ChallengeQuery, Challenge> CHALLENGES =
      new Address.Family<>("callapi.cluster.challenge", ChallengeQuery.class, Challenge.class);

  /** {@code callapi.cluster.node.<node id>}: forwards to an address of that node. */
  static final Address.Family<SignedRequest, SignedReply> REQUESTS =
      new Address.Family<>("callapi.cluster.node", SignedRequest.class, SignedReply.class);

  private static final Logger LOG = LoggerFactory.getLogger(NodeGateway.class);
  static final Duration LOCAL_ANSWER = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final TypedBus local;
  private final Members members;
  private final @Nullable Signature signature;
  private final NodeWire wire = new NodeWire();

  /**
   * @param vertx a clustered one
   * @param secret what the nodes sign with; null to take nothing from others and to send nothing
   */
  public NodeGateway(Vertx vertx, @Nullable String secret) {
    this.vertx = vertx;
    this.local = new TypedBus(vertx);
    this.members = new Members(vertx);
    this.signature = secret == null ? null : new Signature(secret);
  }

  /** The name of this node in its cluster. */
  public String nodeId() {
    return members.here();
  }

  /** Takes requests for these services; succeeds when the other nodes know that. */
  public Future<Void> open(List<NodeService<?, ?>> services) {
    if (signature == null) {
      LOG.warn(
          "cluster.secret is not set: this node takes nothing from the others and asks them nothing");
      return Future.succeededFuture();
    }
    Challenges challenges = new Challenges(System::nanoTime);
    Gatekeeper gatekeeper =
        new Gatekeeper(members.here(), signature, services, members::contains, challenges);
    return new NodeListener(vertx, members, gatekeeper, LOCAL_ANSWER).open();
  }

  /**
   * Asks an address of some node, this one included.
   *
   * @param id which address of the service
   * @return its answer, or a {@link BusFailure}
   */
  public <M, R> Future<R> request(String node, NodeService<M, R> service, String id, M message) {
    if (node.equals(members.here())) {
      return local.request(service.addresses().of(id), message, LOCAL_ANSWER);
    }
    String type = service.typeOf(message).map(WireType::name).orElse(null);
    if (signature == null || type == null) {
      String reason = type == null ? message + " is not for other nodes" : "no cluster.secret";
      return Future.failedFuture(new BusFailure(BusFailure.Kind.FAILED, reason));
    }
    return new NodeRequest(vertx.eventBus(), members.here(), node, signature)
        .ask(service, id, type, wire.json(message));
  }
}
