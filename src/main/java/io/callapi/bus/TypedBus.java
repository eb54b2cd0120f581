package io.callapi.bus;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event bus, by typed address. All consumers are local to the node unless said otherwise: a
 * cluster-wide registration is a hundred times dearer, so one address for each node forwards (see
 * {@link NodeGateway}).
 *
 * <p>A message type may be a sealed interface; what travels is always a record.
 */
public final class TypedBus {

  private static final Logger LOG = LoggerFactory.getLogger(TypedBus.class);

  private final EventBus bus;

  public TypedBus(Vertx vertx) {
    this.bus = vertx.eventBus();
  }

  /** Teaches the event bus to carry records; once for each Vert.x instance, before its use. */
  public static void install(Vertx vertx) {
    vertx.eventBus().registerCodec(new RecordCodec());
  }

  /** Takes back {@link #install}. */
  public static void uninstall(Vertx vertx) {
    vertx.eventBus().unregisterCodec(RecordCodec.NAME);
  }

  /**
   * Asks one consumer on this node.
   *
   * @return its answer, or a {@link BusFailure}
   */
  public <M, R> Future<R> request(Address<M, R> to, M message, Duration timeout) {
    return request(to, message, local().setSendTimeout(timeout.toMillis()));
  }

  /** Asks the consumer of an address that was opened with {@link #serveCluster}, on any node. */
  public <M, R> Future<R> requestCluster(Address<M, R> to, M message, Duration timeout) {
    return request(to, message, options().setSendTimeout(timeout.toMillis()));
  }

  private <M, R> Future<R> request(Address<M, R> to, M message, DeliveryOptions options) {
    return bus.<Object>request(to.name(), message, options)
        .map(reply -> to.reply().cast(reply.body()))
        .recover(failure -> Future.failedFuture(translated(to, failure)));
  }

  /** Tells one consumer on this node; lost if nobody is there. */
  public <M> void send(Address<M, ?> to, M message) {
    bus.send(to.name(), message, local());
  }

  /** Tells every consumer on this node; nobody need be there. */
  public <M> void publish(Address<M, ?> to, M message) {
    bus.publish(to.name(), message, local());
  }

  /** Listens on this node. Messages may come as soon as this returns. */
  public <M> Registration listen(Address<M, ?> at, Handler<M> handler) {
    return new Registration(
        bus.<Object>localConsumer(
            at.name(), message -> handler.handle(at.message().cast(message.body()))));
  }

  /** Answers requests of this node. */
  public <M, R> Registration serve(Address<M, R> at, Function<M, Future<R>> handler) {
    return new Registration(
        bus.<Object>localConsumer(at.name(), message -> answer(at, message, handler)));
  }

  /** Answers requests of every node; succeeds when all nodes know the address. */
  public <M, R> Future<Registration> serveCluster(
      Address<M, R> at, Function<M, Future<R>> handler) {
    MessageConsumer<Object> consumer =
        bus.consumer(at.name(), message -> answer(at, message, handler));
    return consumer.completion().map(done -> new Registration(consumer));
  }

  private static <M, R> void answer(
      Address<M, R> at, Message<Object> message, Function<M, Future<R>> handler) {
    Future<R> answer;
    try {
      answer = handler.apply(at.message().cast(message.body()));
    } catch (RuntimeException e) {
      answer = Future.failedFuture(e);
    }
    answer
        .onSuccess(reply -> message.reply(reply, options()))
        .onFailure(failure -> fail(at, message, failure));
  }

  private static void fail(Address<?, ?> at, Message<Object> message, Throwable failure) {
    if (failure instanceof BusFailure known) {
      message.fail(known.kind().code(), known.getMessage());
    } else {
      LOG.error("{} failed on {}", at, message.body(), failure);
      message.fail(BusFailure.Kind.FAILED.code(), failure.toString());
    }
  }

  private static Throwable translated(Address<?, ?> to, Throwable failure) {
    return failure instanceof ReplyException reply ? BusFailure.of(to, reply) : failure;
  }

  /** Without asking the cluster who listens there, message by message. */
  private static DeliveryOptions local() {
    return options().setLocalOnly(true);
  }

  private static DeliveryOptions options() {
    return new DeliveryOptions().setCodecName(RecordCodec.NAME);
  }

  /** A consumer that can be taken off the bus again. */
  public static final class Registration {

    private final MessageConsumer<?> consumer;

    Registration(MessageConsumer<?> consumer) {
      this.consumer = consumer;
    }

    /** Stops listening; no message is handled after this returns. */
    public Future<Void> cancel() {
      return consumer.unregister();
    }
  }
}
