package io.callapi.management;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import java.util.function.BooleanSupplier;

/** Whether the server lives, and whether clients should be sent to it. */
final class Health {

  private final HealthChecks live;
  private final HealthChecks ready;

  Health(Vertx vertx) {
    this.live = HealthChecks.create(vertx);
    this.ready = HealthChecks.create(vertx);
  }

  /** It is started anew where this does not hold. */
  Health livesIf(String name, BooleanSupplier check) {
    live.register(name, told -> tell(check, told));
    return this;
  }

  /** It gets no clients where this does not hold. */
  Health isReadyIf(String name, BooleanSupplier check) {
    ready.register(name, told -> tell(check, told));
    return this;
  }

  private static void tell(BooleanSupplier check, Promise<Status> told) {
    told.complete(check.getAsBoolean() ? Status.OK() : Status.KO());
  }

  Future<CheckResult> live() {
    return live.checkStatus();
  }

  Future<CheckResult> ready() {
    return ready.checkStatus();
  }
}
