package io.callapi.simulator;

import io.vertx.core.Context;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The one process of the simulated proxy: runs what arrives and what falls due, in order, unless it
 * is paused.
 *
 * <p>Everything runs under one lock, so that other threads can read a consistent state.
 */
final class Worker {

  private final Context context;
  private final Set<Due> timers = new HashSet<>();
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean paused;

  Worker(Context context) {
    this.context = context;
  }

  /** Runs the task now, or once the process goes on. */
  synchronized void run(Runnable task) {
    if (paused) {
      waiting.add(task);
    } else {
      task.run();
    }
  }

  /** Runs the task when the time has passed, unless it is cancelled before. */
  synchronized Due after(Duration delay, Runnable task) {
    Due due = new Due(task);
    timers.add(due);
    long millis = delay.toMillis();
    if (millis <= 0) {
      context.runOnContext(now -> fire(due));
    } else {
      due.timer = context.owner().setTimer(millis, now -> fire(due));
    }
    return due;
  }

  synchronized <T> T read(Supplier<T> state) {
    return state.get();
  }

  /** Changes the state from outside, whether the process is paused or not. */
  synchronized void change(Runnable change) {
    change.run();
  }

  synchronized void pause() {
    paused = true;
  }

  synchronized void resume() {
    paused = false;
    while (!paused && !waiting.isEmpty()) {
      waiting.remove().run();
    }
  }

  /** Drops what waits and what is yet to fall due. */
  synchronized void forgetAll() {
    waiting.clear();
    Set.copyOf(timers).forEach(Due::cancel);
  }

  private void fire(Due due) {
    run(due::fire);
  }

  /** Something to be done later. */
  final class Due {

    private final Runnable task;
    private long timer = -1;

    private Due(Runnable task) {
      this.task = task;
    }

    void cancel() {
      synchronized (Worker.this) {
        timers.remove(this);
        context.owner().cancelTimer(timer);
      }
    }

    private void fire() {
      if (timers.remove(this)) {
        task.run();
      }
    }
  }
}
