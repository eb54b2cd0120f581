package io.callapi.bench.faults;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what is not told. */
final class Waiting {

  private static final Duration MOMENT = Duration.ofMillis(20);

  private Waiting() {}

  static Future<Void> moment(Vertx vertx) {
    return vertx.timer(MOMENT.toMillis(), TimeUnit.MILLISECONDS).mapEmpty();
  }

  /** Succeeds when the condition holds, or when that much time has passed. */
  static Future<Void> until(Vertx vertx, BooleanSupplier condition, Duration atMost) {
    return atMost.isNegative() || condition.getAsBoolean()
        ? Future.succeededFuture()
        : moment(vertx).compose(v -> until(vertx, condition, atMost.minus(MOMENT)));
  }
}
