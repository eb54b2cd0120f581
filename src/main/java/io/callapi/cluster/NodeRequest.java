package io.callapi.cluster;

import io.callapi.bus.Address;
import io.callapi.bus.BusFailure;
import io.callapi.cluster.NodeMessage.Challenge;
import io.callapi.cluster.NodeMessage.ChallengeQuery;
import io.callapi.cluster.NodeMessage.Refusal;
import io.callapi.cluster.NodeMessage.SignedReply;
import io.callapi.cluster.NodeMessage.SignedRequest;
import io.callapi.cluster.NodeService.WireType;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import java.time.Duration;

/** One request to one other node: gets a challenge, sends the request, checks the answer. */
final class NodeRequest {

  private static final Duration ANSWER = NodeGateway.LOCAL_ANSWER.plusSeconds(1);

  private final EventBus cluster;
  private final String here;
  private final String node;
  private final Signature signature;
  private final NodeWire wire = new NodeWire();

  /**
   * @param here this node, which asks
   * @param node the other one
   */
  NodeRequest(EventBus cluster, String here, String node, Signature signature) {
    this.cluster = cluster;
    this.here = here;
    this.node = node;
    this.signature = signature;
  }

  <R> Future<R> ask(NodeService<?, R> service, String id, String type, String body) {
    ChallengeQuery query = ChallengeQuery.signed(signature, here, node);
    return exchange(NodeGateway.CHALLENGES.of(node), query, Challenge.class)
        .map(given -> request(given, type, id, body))
        .compose(request -> send(request, service.reply()))
        .recover(this::failed);
  }

  private SignedRequest request(Challenge given, String type, String id, String body) {
    String none = "";
    return new SignedRequest(here, node, given.value(), type, id, body, none).signed(signature);
  }

  private <R> Future<R> send(SignedRequest request, WireType<R> expected) {
    return exchange(NodeGateway.REQUESTS.of(node), request, SignedReply.class)
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
    return cluster
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
        reply instanceof Refusal refusal ? LogText.sentence(refusal.reason()) : "it answers amiss");
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
