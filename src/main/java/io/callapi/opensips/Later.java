package io.callapi.opensips;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Does something later, on the event loop that asks for it. */
@FunctionalInterface
interface Later {

  void after(Duration wait, Runnable action);

  /** By the clock. */
  static Later on(Vertx vertx) {
    return (wait, action) -> vertx.setTimer(Math.max(1, wait.toMillis()), id -> action.run());
  }
}
