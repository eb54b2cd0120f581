package io.callapi.command;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** The timers of one command, one for each deadline, and those that watch over the whole. */
final class Waits {

  private static final long NONE = -1;

  private final Vertx vertx;
  private final Map<Deadline, Long> timers = new EnumMap<>(Deadline.class);
  private Deadlines deadlines = Deadlines.defaults();
  private long watch = NONE;
  private long limit = NONE;
  private boolean closed;

  Waits(Vertx vertx) {
    this.vertx = vertx;
  }

  /** How long each may take from now on. */
  void timing(Deadlines other) {
    deadlines = other;
  }

  /** Begins a wait, in place of the same one. */
  void begin(Deadline deadline, Runnable due) {
    stop(deadline);
    timers.put(
        deadline,
        timer(
            length(deadline),
            () -> {
              timers.remove(deadline);
              due.run();
            }));
  }

  private Duration length(Deadline deadline) {
    long spread = deadlines.spread(deadline).toMillis();
    Duration shortest = deadlines.of(deadline);
    return spread == 0
        ? shortest
        : shortest.plusMillis(ThreadLocalRandom.current().nextLong(spread + 1));
  }

  void stop(Deadline deadline) {
    Long timer = timers.remove(deadline);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }

  /** Watches over the whole, in place of what has watched before. */
  void watch(Duration longest, Runnable tooLong) {
    cancelWatch();
    watch = timer(longest, tooLong);
  }

  /** Lets the whole take so long as its client wants it to. */
  void limit(Timeouts timeouts, Runnable over) {
    Integer total = timeouts.total();
    if (total != null && !closed) {
      limit = timer(Duration.ofMillis(total), over);
    }
  }

  private long timer(Duration length, Runnable action) {
    return vertx.setTimer(Math.max(1, length.toMillis()), id -> action.run());
  }

  private void cancelWatch() {
    if (watch != NONE) {
      vertx.cancelTimer(watch);
      watch = NONE;
    }
  }

  /** Nothing is waited for any more; the whole is watched over all the same. */
  void closeAll() {
    timers.values().forEach(vertx::cancelTimer);
    timers.clear();
  }

  void close() {
    closed = true;
    cancelWatch();
    if (limit != NONE) {
      vertx.cancelTimer(limit);
      limit = NONE;
    }
    closeAll();
  }
}
