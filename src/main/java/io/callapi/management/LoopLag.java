package io.callapi.management;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** How late one event loop does what it is given: asked now and then, the latest answers count. */
final class LoopLag {

  /** How many answers count: as many as are asked for from one reading to the next. */
  private static final int KEPT = 30;

  private final Executor loop;
  private final LongSupplier nanos;
  private final Deque<Long> answers = new ArrayDeque<>();
  private long askedAt;
  private boolean asked;

  /**
   * @param nanos the time in nanoseconds
   */
  LoopLag(Executor loop, LongSupplier nanos) {
    this.loop = loop;
    this.nanos = nanos;
  }

  /** Asks, unless the last question is still open. */
  void ask() {
    synchronized (this) {
      if (asked) {
        return;
      }
      asked = true;
      askedAt = nanos.getAsLong();
    }
    loop.execute(this::answer);
  }

  private synchronized void answer() {
    asked = false;
    answers.add(nanos.getAsLong() - askedAt);
    if (answers.size() > KEPT) {
      answers.remove();
    }
  }

  /** The longest of the last answers, one that has not come yet included. */
  synchronized Duration longest() {
    long known = answers.stream().mapToLong(Long::longValue).max().orElse(0);
    return Duration.ofNanos(Math.max(known, open()));
  }

  /** For how long the last question has been open; zero if it is answered. */
  synchronized Duration silence() {
    return Duration.ofNanos(open());
  }

  private long open() {
    return asked ? nanos.getAsLong() - askedAt : 0;
  }
}
