package io.callapi.cluster;

import io.callapi.bus.TypedBus;
import io.callapi.cluster.Gatekeeper.Admitted;
import io.callapi.cluster.NodeMessage.ChallengeQuery;
import io.callapi.cluster.NodeMessage.Refusal;
import io.callapi.cluster.NodeMessage.SignedReply;
import io.callapi.cluster.NodeMessage.SignedRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the other nodes, at the only addresses of this one that they know. What the {@link
 * Gatekeeper} takes goes on to the local address, the rest is answered with a {@link Refusal}.
 */
final class NodeListener {

  private static final Logger LOG = LoggerFactory.getLogger(NodeListener.class);

  private final EventBus cluster;
  private final TypedBus local;
  private final Members members;
  private final Gatekeeper gatekeeper;
  private final Duration localAnswer;
  private final RefusalLog refusals = new RefusalLog(System::nanoTime);
  private final NodeWire wire = new NodeWire();

  /**
   * @param localAnswer how long the local address may take
   */
  NodeListener(Vertx vertx, Members members, Gatekeeper gatekeeper, Duration localAnswer) {
    this.cluster = vertx.eventBus();
    this.local = new TypedBus(vertx);
    this.members = members;
    this.gatekeeper = gatekeeper;
    this.localAnswer = localAnswer;
  }

  /** Succeeds when the other nodes know the addresses. */
  Future<Void> open() {
    String challenges = NodeGateway.CHALLENGES.of(members.here()).name();
    String requests = NodeGateway.REQUESTS.of(members.here()).name();
    return serve(challenges, ChallengeQuery.class, this::challenge)
        .compose(open -> serve(requests, SignedRequest.class, this::forward));
  }

  private <M extends NodeMessage> Future<Void> serve(
      String address, Class<M> type, Function<M, Future<NodeMessage>> handler) {
    MessageConsumer<Object> consumer =
        cluster.consumer(address, message -> answer(message, type, handler));
    return consumer.completion();
  }

  private <M extends NodeMessage> void answer(
      Message<Object> message, Class<M> type, Function<M, Future<NodeMessage>> handler) {
    Future.succeededFuture(message)
        .map(came -> wire.decode(bodyOf(came), type))
        .compose(handler)
        .otherwise(this::refusal)
        .onSuccess(reply -> message.reply(wire.encode(reply)));
  }

  /** Read only now, and whatever cannot be read is a fault of the sender. */
  private static Object bodyOf(Message<Object> message) {
    try {
      return message.body();
    } catch (RuntimeException e) {
      throw new Refused(NodeWire.NOBODY, "no message of this program");
    }
  }

  private Future<NodeMessage> challenge(ChallengeQuery query) {
    return Future.succeededFuture(gatekeeper.challenge(query));
  }

  private Future<NodeMessage> forward(SignedRequest request) {
    Admitted admitted = gatekeeper.admit(request);
    if (admitted.logged()) {
      members.addressOf(request.from()).onSuccess(address -> log(request, address, admitted));
    }
    return local
        .request(admitted.to(), admitted.message(), localAnswer)
        .<NodeMessage>map(answer -> gatekeeper.reply(request, admitted.replyType(), answer))
        .otherwise(failure -> failed(request, failure));
  }

  private static void log(SignedRequest request, String address, Admitted admitted) {
    String to = LogText.name(admitted.to().name());
    LOG.info("node {} ({}) asks {} of {}", request.from(), address, request.type(), to);
  }

  private SignedReply failed(SignedRequest request, Throwable failure) {
    return gatekeeper.reply(request, LocalFailure.TYPE, LocalFailure.of(failure));
  }

  private NodeMessage refusal(Throwable failure) {
    if (!(failure instanceof Refused refused)) {
      LOG.error("a message of another node failed through a defect", failure);
      return new Refusal("internal error");
    }
    String sender = refused.sender();
    refusals
        .count(sender)
        .ifPresent(count -> members.addressOf(sender).onSuccess(at -> warn(refused, at, count)));
    return new Refusal(String.valueOf(refused.getMessage()));
  }

  private static void warn(Refused refused, String address, long count) {
    LOG.warn(
        "refused a message that says it is of node {} ({}): {}; {} since the last line about it",
        LogText.name(refused.sender()),
        address,
        refused.getMessage(),
        count);
  }
}
