package io.callapi.proxy;

import io.callapi.bus.Address;
import java.time.Instant;

/**
 * How the link to one proxy is.
 *
 * @param reason why, in words
 * @param since when it came to that state
 * @param retryAfterMs when another try may succeed, in milliseconds; 0 while it is usable
 */
public record LinkStatus(
    String proxy, State state, String reason, Instant since, int retryAfterMs) {

  /** {@code callapi.proxies.link} (publish): each change, on the node whose link it is. */
  public static final Address<LinkStatus, Void> ADDRESS =
      new Address<>("callapi.proxies.link", LinkStatus.class, Void.class);

  /** What can be done over a link. */
  public enum State {
    /** It is being set up for the first time: nothing yet. */
    CONNECTING,
    /** Management answers, every event is subscribed to, and events do arrive. */
    UP,
    /** It works, but management answers late. */
    DEGRADED,
    /** Nothing: the reason says why. */
    DOWN
  }

  /** True if commands may be sent over it. */
  public boolean isUsable() {
    return state == State.UP || state == State.DEGRADED;
  }
}
