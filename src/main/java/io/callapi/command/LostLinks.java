package io.callapi.command;

import io.callapi.proxy.Cause;
import io.callapi.proxy.LinkStatus;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A short loss of contact with a proxy changes nothing for its commands; a longer one ends them.
 */
final class LostLinks {

  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final Vertx vertx;
  private final RunningActors running;
  private final Map<String, Long> patience = new HashMap<>();

  LostLinks(Vertx vertx, RunningActors running) {
    this.vertx = vertx;
    this.running = running;
  }

  /** The link to a proxy has changed. */
  void note(LinkStatus link) {
    if (link.isUsable()) {
      Long timer = patience.remove(link.proxy());
      if (timer != null) {
        vertx.cancelTimer(timer);
      }
    } else if (link.state() == LinkStatus.State.DOWN) {
      patience.computeIfAbsent(
          link.proxy(), proxy -> vertx.setTimer(PATIENCE.toMillis(), id -> giveUp(link)));
    }
  }

  private void giveUp(LinkStatus link) {
    patience.remove(link.proxy());
    Cause cause = Cause.proxy("Proxy " + link.proxy() + " is down: " + link.reason());
    running.on(link.proxy()).forEach(actor -> actor.interrupt(cause));
  }
}
