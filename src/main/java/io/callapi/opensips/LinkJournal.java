package io.callapi.opensips;

import io.callapi.proxy.LinkQuery.LinkReport;
import io.callapi.proxy.LinkStatus;
import io.callapi.proxy.LinkStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a link is and has been, the last {@link #MOST} changes. */
final class LinkJournal {

  static final int MOST = 50;

  private static final Logger LOG = LoggerFactory.getLogger(LinkJournal.class);
  private static final int FIRST_TRY_MS = 1000;

  private final Deque<LinkStatus> history = new ArrayDeque<>();
  private LinkStatus status;

  LinkJournal(String proxy) {
    this.status = new LinkStatus(proxy, State.CONNECTING, "starting", Instant.now(), FIRST_TRY_MS);
    history.add(status);
  }

  LinkStatus status() {
    return status;
  }

  LinkReport report() {
    return new LinkReport(status, List.copyOf(history));
  }

  /**
   * Notes how the link is now.
   *
   * @param nextTry when it is tried again; zero while it is usable
   * @return false if all is as it was
   */
  boolean note(State state, String reason, Duration nextTry) {
    boolean same = status.state() == state && status.reason().equals(reason);
    Instant since = same ? status.since() : Instant.now();
    int retryAfterMs = (int) nextTry.toMillis();
    if (same && status.retryAfterMs() == retryAfterMs) {
      return false;
    }
    status = new LinkStatus(status.proxy(), state, reason, since, retryAfterMs);
    if (!same) {
      log();
      history.add(status);
      if (history.size() > MOST) {
        history.remove();
      }
    }
    return true;
  }

  private void log() {
    if (status.isUsable()) {
      LOG.info("link to {} is {}: {}", status.proxy(), status.state(), status.reason());
    } else {
      LOG.warn("link to {} is down: {}", status.proxy(), status.reason());
    }
  }
}
