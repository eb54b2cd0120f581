package io.callapi.opensips.mi;

import io.vertx.core.Promise;
import java.time.Duration;

/** A request that waits for its reply, and may be sent again meanwhile. */
final class WaitingRequest {

  /** A request that cannot be read is answered at once. */
  private static final Duration NEW = Duration.ofSeconds(1);

  private final MiRequest request;
  private final Promise<MiResult> reply = Promise.promise();
  private final long sentAt = System.nanoTime();
  private final long deadlineTimer;
  private final Duration usual;
  private long lastSentAt = sentAt;
  private long repeatTimer = -1;
  private int repeats;

  /**
   * @param deadlineTimer the timer that fails it
   * @param usual the time after which its reply is overdue
   */
  WaitingRequest(MiRequest request, long deadlineTimer, Duration usual) {
    this.request = request;
    this.deadlineTimer = deadlineTimer;
    this.usual = usual;
  }

  MiRequest request() {
    return request;
  }

  Promise<MiResult> reply() {
    return reply;
  }

  long deadlineTimer() {
    return deadlineTimer;
  }

  long repeatTimer() {
    return repeatTimer;
  }

  void repeatTimer(long timer) {
    repeatTimer = timer;
  }

  /** It is sent again now. */
  void repeated() {
    repeats++;
    lastSentAt = System.nanoTime();
  }

  int repeats() {
    return repeats;
  }

  /** When it was sent first, by {@link System#nanoTime}. */
  long sentAt() {
    return sentAt;
  }

  /** When it was sent last. */
  long lastSentAt() {
    return lastSentAt;
  }

  /** How long it has waited. */
  Duration waited() {
    return Duration.ofNanos(System.nanoTime() - sentAt);
  }

  boolean isOverdue() {
    return waited().compareTo(usual) > 0;
  }

  boolean isNew() {
    return waited().compareTo(NEW) < 0;
  }
}
