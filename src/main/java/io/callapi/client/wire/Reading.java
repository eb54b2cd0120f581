package io.callapi.client.wire;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Reads nothing more from a peer as long as there is a reason; the peer's own buffers fill instead.
 *
 * <p>It has the switch of the connection for itself: Vert.x would turn it only if a WebSocket were
 * paused, which nobody does here.
 */
public final class Reading {

  /** Why nothing is read. */
  public enum Reason {
    PEER_READS_SLOWLY,
    PONG_WAITS,
    WORK_WAITS,
    OVER_RATE
  }

  private final Channel channel;
  private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
  private final Map<Reason, Long> ends = new EnumMap<>(Reason.class);
  private final Map<Reason, Future<?>> timers = new EnumMap<>(Reason.class);

  public Reading(Channel channel) {
    this.channel = channel;
  }

  public void hold(Reason reason) {
    if (reasons.add(reason)) {
      channel.config().setAutoRead(false);
    }
  }

  /** Holds it for that reason from now on for this time; a later call may make it longer. */
  public void holdFor(Reason reason, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    boolean isHeld = ends.put(reason, end) != null;
    if (!isHeld) {
      hold(reason);
      awaitEnd(reason, end);
    }
  }

  private void awaitEnd(Reason reason, long end) {
    long left = end - System.nanoTime();
    timers.put(
        reason, channel.eventLoop().schedule(() -> onEnd(reason, end), left, TimeUnit.NANOSECONDS));
  }

  private void onEnd(Reason reason, long expected) {
    long end = ends.getOrDefault(reason, expected);
    if (end - expected > 0) {
      awaitEnd(reason, end);
    } else {
      ends.remove(reason);
      timers.remove(reason);
      release(reason);
    }
  }

  public void release(Reason reason) {
    if (reasons.remove(reason) && reasons.isEmpty() && channel.isOpen()) {
      channel.config().setAutoRead(true);
    }
  }
}
