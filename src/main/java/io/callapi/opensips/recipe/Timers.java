package io.callapi.opensips.recipe;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Runs something later, on the event loop that asks for it. */
@FunctionalInterface
public interface Timers {

  void after(Duration wait, Runnable action);

  /** By the clock. */
  static Timers on(Vertx vertx) {
    return (wait, action) -> vertx.setTimer(Math.max(1, wait.toMillis()), id -> action.run());
  }
}
