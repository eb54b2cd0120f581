package io.callapi.opensips.mi;

import io.callapi.opensips.flow.Pace;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * Sends requests again whose reply is overdue, as far as the pace of the proxy allows.
 *
 * <p>A proxy answers in order what it answers at once. So a request is lost, or its reply is, if
 * one that was sent later has been answered; if none has, the proxy may be late.
 */
final class Repeats {

  /** A timer that fires so late says that this process was busy: replies may lie unread. */
  private static final Duration BUSY = Duration.ofMillis(50);

  private static final Duration READ_FIRST = Duration.ofMillis(20);

  private final Vertx vertx;
  private final Pace pace;
  private long newestAnswered;
  private boolean anyAnswered;

  Repeats(Vertx vertx, Pace pace) {
    this.vertx = vertx;
    this.pace = pace;
  }

  /** Sends it again, every now and then, until {@link #stop}. */
  void start(WaitingRequest waiting, Runnable send) {
    wait(waiting, pace.patience(waiting.repeats()), send);
  }

  private void wait(WaitingRequest waiting, Duration patience, Runnable send) {
    long due = System.nanoTime() + patience.toNanos();
    long millis = Math.max(1, patience.toMillis());
    waiting.repeatTimer(vertx.setTimer(millis, id -> overdue(waiting, send, due)));
  }

  void stop(WaitingRequest waiting) {
    vertx.cancelTimer(waiting.repeatTimer());
  }

  private void overdue(WaitingRequest waiting, Runnable send, long due) {
    if (System.nanoTime() - due > BUSY.toNanos()) {
      wait(waiting, READ_FIRST, send);
    } else {
      repeat(waiting, send);
    }
  }

  private void repeat(WaitingRequest waiting, Runnable send) {
    boolean lost = anyAnswered && newestAnswered - waiting.lastSentAt() > 0;
    if (pace.mayRepeat(lost)) {
      waiting.repeated();
      send.run();
    }
    start(waiting, send);
  }

  /**
   * A reply has come: it tells how late the proxy is, if it is certain to which copy it belongs.
   * One that was overdue tells nothing (Karn's rule, as if the request had been repeated): the
   * proxy has stood still, and it does not any more. If it goes on being late, what is taken for
   * late grows.
   */
  void answered(WaitingRequest waiting) {
    if (waiting.request().isSlow() || waiting.request().isList()) {
      return;
    }
    if (!anyAnswered || waiting.sentAt() - newestAnswered > 0) {
      newestAnswered = waiting.sentAt();
      anyAnswered = true;
    }
    if (waiting.repeats() == 0 && !waiting.isOverdue()) {
      pace.answered(waiting.waited());
    }
  }
}
