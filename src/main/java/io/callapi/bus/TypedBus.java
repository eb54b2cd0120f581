package io.callapi.bus;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event bus of this node, by typed address: no other node of a cluster can send to these
 * addresses, nor hear what is sent there.
 *
 * <p>A message type may be a sealed interface; what travels is always a record.
 */
public final class TypedBus {

  private static final Logger LOG = LoggerFactory.getLogger(TypedBus.class);

  private final EventBus bus;

  public TypedBus(Vertx vertx) {
    this.bus = vertx.eventBus();
  }

  /**
   * Teaches the event bus to carry records, and to read no Java object that another node sends;
   * once for each Vert.x instance, before its use.
   */
  public static void install(Vertx vertx) {
    vertx
        .eventBus()
        .registerCodec(new RecordCodec())
        .serializableChecker(name -> false)
        .clusterSerializableChecker(name -> false);
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
    return bus.<Object>request(to.name(), message, options().setSendTimeout(timeout.toMillis()))
        .map(reply -> to.reply().cast(reply.body()))
        .recover(failure -> Future.failedFuture(BusFailure.of(to, failure)));
  }

  /** Tells one consumer on this node; lost if nobody is there. */
  public <M> void send(Address<M, ?> to, M message) {
    bus.send(to.name(), message, options());
  }

  /** Tells every consumer on this node; nobody need be there. */
  public <M> void publish(Address<M, ?> to, M message) {
    bus.publish(to.name(), message, options());
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

  /** To this node only, so the cluster is not asked who listens there, message by message. */
  private static DeliveryOptions options() {
    return new DeliveryOptions().setCodecName(RecordCodec.NAME).setLocalOnly(true);
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
