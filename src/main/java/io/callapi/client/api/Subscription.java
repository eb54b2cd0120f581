package io.callapi.client.api;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription tells, as a stream; it ends when the subscription is taken off. Begins paused
 * until it has a handler. What comes while it is paused is kept in memory: of a subscription that
 * is no more wanted, take off the subscription.
 */
public final class Subscription implements ReadStream<Notice> {

  private final Told told;
  private final Context context;
  private final CallApiClient client;
  private final Deque<Notice> kept = new ArrayDeque<>();
  private long demand = Long.MAX_VALUE;
  private boolean ended;
  private @Nullable Handler<Notice> handler;
  private @Nullable Handler<Throwable> onFailure;
  private @Nullable Handler<Void> onEnd;

  Subscription(Told told, Context context, CallApiClient client) {
    this.told = told;
    this.context = context;
    this.client = client;
    told.handle(this::take);
    told.ended().onComplete(v -> drain(), e -> fail(e));
  }

  public String cmdId() {
    return told.cmdId();
  }

  /** Its result "Started"; fails with a {@link RequestRefused}. */
  public Future<JsonObject> started() {
    return told.started();
  }

  /** Takes it off; what was told before still comes. */
  public Future<Void> close() {
    String method = told.method().replace("Subscribe", "Unsubscribe");
    return client.query(method, new JsonObject().put("cmd_id", cmdId())).mapEmpty();
  }

  private void take(Notice notice) {
    kept.add(notice);
    drain();
  }

  private void drain() {
    Handler<Notice> listener = handler;
    while (listener != null && demand > 0 && !kept.isEmpty()) {
      demand -= demand == Long.MAX_VALUE ? 0 : 1;
      listener.handle(kept.remove());
    }
    Handler<Void> last = onEnd;
    if (told.isOver() && kept.isEmpty() && !ended && last != null) {
      ended = true;
      last.handle(null);
    }
  }

  private void fail(Throwable why) {
    if (onFailure != null) {
      onFailure.handle(why);
    }
    drain();
  }

  @Override
  public Subscription handler(@Nullable Handler<Notice> listener) {
    return onContext(() -> handler = listener);
  }

  @Override
  public Subscription exceptionHandler(@Nullable Handler<Throwable> listener) {
    return onContext(() -> onFailure = listener);
  }

  @Override
  public Subscription endHandler(@Nullable Handler<Void> listener) {
    return onContext(() -> onEnd = listener);
  }

  @Override
  public Subscription pause() {
    return onContext(() -> demand = 0);
  }

  @Override
  public Subscription resume() {
    return onContext(() -> demand = Long.MAX_VALUE);
  }

  @Override
  public Subscription fetch(long amount) {
    return onContext(
        () -> demand = demand > Long.MAX_VALUE - amount ? Long.MAX_VALUE : demand + amount);
  }

  private Subscription onContext(Runnable change) {
    context.runOnContext(
        v -> {
          change.run();
          drain();
        });
    return this;
  }
}
