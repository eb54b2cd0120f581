package io.callapi.opensips;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** One event loop, on which a unit lives, used from the test's thread. */
public final class OnContext {

  private final Context context;

  public OnContext(Vertx vertx) {
    this.context = vertx.getOrCreateContext();
  }

  /** Does something there. */
  public void run(Runnable action) {
    get(
        () -> {
          action.run();
          return "done";
        });
  }

  /** Reads something there. */
  public <T> T get(Supplier<T> action) {
    return await(() -> Future.succeededFuture(action.get()));
  }

  /** Has something done there, and waits for its end. */
  public <T> T await(Supplier<Future<T>> action) {
    try {
      return start(action).await(20, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /** Has something done there. */
  public <T> Future<T> start(Supplier<Future<T>> action) {
    Promise<T> done = Promise.promise();
    context.runOnContext(
        now -> {
          try {
            action.get().onComplete(done);
          } catch (RuntimeException | AssertionError e) {
            done.fail(e);
          }
        });
    return done.future();
  }
}
