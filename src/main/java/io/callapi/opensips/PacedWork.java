package io.callapi.opensips;

import io.callapi.opensips.recipe.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;

/**
 * Does many things by and by: so many a second at most, and no more while the first are not done. A
 * proxy that is back must not be met by all that has been waiting for it.
 */
final class PacedWork<T> {

  /** How many a second. */
  static final int RATE = 50;

  private static final int MOST_AT_ONCE = 50;
  private static final Duration TICK = Duration.ofMillis(1000 / RATE);

  private final Timers timers;
  private final Function<T, Future<?>> work;
  private final Queue<T> waiting = new ArrayDeque<>();
  private final Set<T> known = new LinkedHashSet<>();
  private int underWay;
  private boolean ticking;

  /**
   * @param work what is to be done with each
   */
  PacedWork(Timers timers, Function<T, Future<?>> work) {
    this.timers = timers;
    this.work = work;
  }

  /** Adds some; what waits already is done once. */
  void add(Collection<T> more) {
    more.stream().filter(known::add).forEach(waiting::add);
    if (!ticking) {
      tick();
    }
  }

  /** How long so many take at least. */
  Duration timeFor(int count) {
    return TICK.multipliedBy(count);
  }

  private void tick() {
    T next = underWay < MOST_AT_ONCE ? waiting.poll() : null;
    if (next != null) {
      begin(next);
    }
    ticking = !waiting.isEmpty();
    if (ticking) {
      timers.after(TICK, this::tick);
    }
  }

  private void begin(T next) {
    known.remove(next);
    underWay++;
    work.apply(next).onComplete(done -> underWay--);
  }
}
