package io.callapi.opensips.flow;

import java.time.Duration;

/**
 * Tells how many commands may begin, so that what they ask the proxy is sent soon enough.
 *
 * <p>By requests, not by commands: a call that is started costs several, most of them later.
 */
public final class CommandAdmission {

  /** INVITE, look-ups, REFER, end. */
  static final int REQUESTS_OF_NEW_CALL = 5;

  /** A look-up, a REFER or two re-INVITEs, an end. */
  static final int REQUESTS_OF_OTHERS = 3;

  /** The rest is kept for commands about calls that exist, above all for ending them. */
  private static final double SHARE_OF_NEW_CALLS = 0.8;

  private static final Duration SOONEST = Duration.ofMillis(500);

  private final Pace pace;
  private final FlowLimits limits;

  public CommandAdmission(Pace pace, FlowLimits limits) {
    this.pace = pace;
    this.limits = limits;
  }

  /**
   * How many commands may begin until this is asked again.
   *
   * @param newCalls those that place a call
   * @param others those about calls that exist
   * @param retryAfter when one that is refused may be tried again
   */
  public record Room(int newCalls, int others, Duration retryAfter) {}

  /**
   * By what waits in the queue, and what the commands that wait there will ask yet. What is more
   * urgent may overtake it, but not keep it waiting for ever: each that has begun counts.
   */
  public Room room(RequestQueue<?> queue) {
    long starting = queue.size(Urgency.STARTING);
    long promised = queue.size() + (REQUESTS_OF_NEW_CALL - 1) * starting;
    long capacity = pace.capacity(patience(), queue.isEmpty());
    long forNewCalls = (long) (SHARE_OF_NEW_CALLS * capacity) - promised;
    long forOthers = capacity - promised;
    int waitingRoom = limits.queued() / 2 - queue.size();
    return new Room(
        bounded(forNewCalls / REQUESTS_OF_NEW_CALL, waitingRoom),
        bounded(forOthers / REQUESTS_OF_OTHERS, waitingRoom + limits.queued() / 4),
        retryAfter(promised, capacity));
  }

  /** Half of what a request may wait: the estimate may be wrong by as much. */
  private Duration patience() {
    return limits.queueTime().dividedBy(2);
  }

  private static int bounded(long room, int most) {
    return (int) Math.max(0, Math.min(room, most));
  }

  /** When what waits now will be through, but for as much as may always wait. */
  private Duration retryAfter(long waiting, long capacity) {
    double share = (double) waiting / Math.max(1, capacity) - 1;
    long nanos = (long) (Math.max(0, share) * patience().toNanos());
    Duration wait = SOONEST.plus(pace.roundTrip()).plusNanos(nanos);
    return wait.compareTo(limits.queueTime()) > 0 ? limits.queueTime() : wait;
  }

  @Override
  public String toString() {
    return pace.toString();
  }
}
