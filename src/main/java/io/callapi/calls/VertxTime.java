package io.callapi.calls;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;

/** Time as it is, and timers of the event loop. */
final class VertxTime implements TableTime {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Vertx vertx;

  VertxTime(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public long millis() {
    return System.nanoTime() / NANOS_PER_MILLI;
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public Later after(Duration wait, Runnable action) {
    long timer = vertx.setTimer(Math.max(1, wait.toMillis()), id -> action.run());
    return () -> vertx.cancelTimer(timer);
  }
}
