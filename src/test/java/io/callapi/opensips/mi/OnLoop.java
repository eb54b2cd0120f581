package io.callapi.opensips.mi;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A transport that is used on one event loop, as it must be, and asked from the test's thread. */
final class OnLoop {

  private static final int PATIENCE_SECONDS = 10;

  private final Context context;
  private final MiTransport mi;

  private OnLoop(Context context, MiTransport mi) {
    this.context = context;
    this.mi = mi;
  }

  static OnLoop open(Vertx vertx, Supplier<Future<? extends MiTransport>> opener)
      throws TimeoutException {
    Context context = vertx.getOrCreateContext();
    return new OnLoop(context, await(on(context, () -> opener.get().map(mi -> (MiTransport) mi))));
  }

  Future<MiResult> start(MiRequest request, Duration deadline) {
    return on(context, () -> mi.call(request, deadline));
  }

  MiResult call(MiRequest request, Duration deadline) throws TimeoutException {
    return await(start(request, deadline));
  }

  boolean isOccupied() throws TimeoutException {
    return await(on(context, () -> Future.succeededFuture(mi.isOccupied())));
  }

  String trouble() throws TimeoutException {
    return await(on(context, () -> Future.succeededFuture(mi.trouble())));
  }

  void close() throws TimeoutException {
    await(on(context, mi::close));
  }

  static <T> T await(Future<T> future) throws TimeoutException {
    return future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static <T> Future<T> on(Context context, Supplier<Future<T>> action) {
    Promise<T> done = Promise.promise();
    context.runOnContext(now -> action.get().onComplete(done));
    return done.future();
  }
}
