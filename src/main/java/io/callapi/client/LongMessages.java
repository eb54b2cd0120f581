package io.callapi.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Gives long messages a part of the time of an event loop, so that short ones of other clients need
 * not wait for many of them: few are worked on at a time, and after each there is a pause. Each
 * client has one place in the line at most.
 */
final class LongMessages {

  /** In bytes; requests for calls are shorter. */
  static final int LONG = 4096;

  /** More than one, as some requests wait for a proxy. */
  private static final int AT_ONCE = 2;

  /** For each millisecond of work; so they get half of the time, both together. */
  private static final int PAUSE = 3;

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

  /** Does something later. */
  interface Timer {
    void after(Duration time, Runnable action);
  }

  private final LongSupplier nanoClock;
  private final Timer timer;
  private final Queue<Consumer<Turn>> line = new ArrayDeque<>();
  private int inWork;

  LongMessages(LongSupplier nanoClock, Timer timer) {
    this.nanoClock = nanoClock;
    this.timer = timer;
  }

  /** A message whose turn it is. */
  final class Turn {

    private final long begun = nanoClock.getAsLong();

    /** It is done with; call it once. */
    void end() {
      Duration pause = Duration.ofNanos(nanoClock.getAsLong() - begun).multipliedBy(PAUSE);
      timer.after(
          pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE, LongMessages.this::next);
    }
  }

  /** Calls back when it is the turn of a message, maybe at once. */
  void enter(Consumer<Turn> onTurn) {
    if (inWork < AT_ONCE) {
      inWork++;
      onTurn.accept(new Turn());
    } else {
      line.add(onTurn);
    }
  }

  private void next() {
    Consumer<Turn> next = line.poll();
    if (next == null) {
      inWork--;
    } else {
      next.accept(new Turn());
    }
  }
}
