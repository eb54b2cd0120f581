package io.callapi.cluster;

import io.callapi.bus.Address;
import io.callapi.bus.BusFailure;
import io.callapi.bus.TypedBus;
import io.callapi.cluster.NodeMessage.Challenge;
import io.callapi.cluster.NodeMessage.ChallengeQuery;
import io.callapi.cluster.NodeMessage.Refusal;
import io.callapi.cluster.NodeMessage.SignedReply;
import io.callapi.cluster.NodeMessage.SignedRequest;
import io.callapi.cluster.NodeService.WireType;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
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
  private static final Duration LOCAL_ANSWER = Duration.ofSeconds(5);
  private static final Duration ANSWER = LOCAL_ANSWER.plusSeconds(1);

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
    return new Asking(node, signature).ask(service, id, type, wire.json(message));
  }

  /** One request to one other node. */
  private final class Asking {

    private final String node;
    private final Signature signature;

    Asking(String node, Signature signature) {
      this.node = node;
      this.signature = signature;
    }

    <R> Future<R> ask(NodeService<?, R> service, String id, String type, String body) {
      ChallengeQuery query = ChallengeQuery.signed(signature, members.here(), node);
      return exchange(CHALLENGES.of(node), query, Challenge.class)
          .map(given -> request(given, type, id, body))
          .compose(request -> send(request, service.reply()))
          .recover(this::failed);
    }

    private SignedRequest request(Challenge given, String type, String id, String body) {
      String none = "";
      return new SignedRequest(members.here(), node, given.value(), type, id, body, none)
          .signed(signature);
    }

    private <R> Future<R> send(SignedRequest request, WireType<R> expected) {
      return exchange(REQUESTS.of(node), request, SignedReply.class)
          .compose(reply -> answer(request, reply, expected));
    }

    private <R> Future<R> answer(SignedRequest request, SignedReply reply, WireType<R> expected) {
      if (!reply.isSignedBy(signature, request)) {
        return refused("the signature of its answer is not right");
      }
      if (reply.type().equals(LocalFailure.TYPE)) {
        LocalFailure failure = wire.read(node, reply.body(), LocalFailure.class);
        return Future.failedFuture(failure.toFailure());
      }
      return reply.type().equals(expected.name())
          ? Future.succeededFuture(wire.read(node, reply.body(), expected.type()))
          : refused("it answers " + reply.type());
    }

    private <T extends NodeMessage> Future<T> exchange(
        Address<?, T> to, NodeMessage message, Class<T> expected) {
      DeliveryOptions options = new DeliveryOptions().setSendTimeout(ANSWER.toMillis());
      return vertx
          .eventBus()
          .<Object>request(to.name(), wire.encode(message), options)
          .recover(failure -> Future.failedFuture(BusFailure.of(to, failure)))
          .map(reply -> wire.decode(reply.body(), NodeMessage.class))
          .compose(reply -> expect(reply, expected));
    }

    private <T extends NodeMessage> Future<T> expect(NodeMessage reply, Class<T> expected) {
      if (expected.isInstance(reply)) {
        return Future.succeededFuture(expected.cast(reply));
      }
      return refused(
          reply instanceof Refusal refusal
              ? LogText.sentence(refusal.reason())
              : "it answers amiss");
    }

    /** Whatever else goes wrong comes of what the other side has sent. */
    private <T> Future<T> failed(Throwable failure) {
      return failure instanceof BusFailure
          ? Future.failedFuture(failure)
          : refused("its answer is no message that this release knows");
    }

    private <T> Future<T> refused(String reason) {
      String text = "node %s: %s".formatted(node, reason);
      return Future.failedFuture(new BusFailure(BusFailure.Kind.FAILED, text));
    }
  }
}
