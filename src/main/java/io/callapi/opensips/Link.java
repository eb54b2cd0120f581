package io.callapi.opensips;

import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.proxy.LinkQuery.LinkReport;
import io.callapi.proxy.LinkStatus;
import io.callapi.proxy.LinkStatus.State;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The link to one proxy: proves that it works, watches that it goes on working, and sets it up
 * again when it does not.
 *
 * <p>A restart of the proxy is noticed by the time since when it has been running; a stop, by its
 * silence.
 */
final class Link {

  private static final Logger LOG = LoggerFactory.getLogger(Link.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private static final Duration LATE = Duration.ofMillis(2500);
  private static final Duration SILENT = Duration.ofSeconds(5);
  private static final Duration FIRST_RETRY = Duration.ofMillis(500);
  private static final Duration LAST_RETRY = Duration.ofSeconds(3);
  private static final int HISTORY = 50;

  /** Hears what becomes of the link. */
  interface Listener {

    /** The status has changed. */
    void changed(LinkStatus status);

    /** The proxy is not the process that it was: nothing asked before will be answered. */
    void restarted();

    /**
     * The link works again; what is true now is to be found out before it is used.
     *
     * @param restarted true if the proxy was restarted meanwhile
     */
    Future<Void> regained(boolean restarted);
  }

  private final Vertx vertx;
  private final String name;
  private final Handshake handshake;
  private final Subscriptions subscriptions;
  private final Function<MiRequest, Future<MiResult>> mi;
  private final Duration renewEvery;
  private final Listener listener;
  private final Deque<LinkStatus> history = new ArrayDeque<>();
  private LinkStatus status;
  private Duration retry = FIRST_RETRY;
  private String upSince = "";
  private long lastHeard = System.nanoTime();
  private boolean connecting;
  private boolean stopped;

  Link(
      Vertx vertx,
      ConnectorSettings settings,
      Function<MiRequest, Future<MiResult>> mi,
      VersionReader version,
      Subscriptions subscriptions,
      Listener listener) {
    this.vertx = vertx;
    this.name = settings.name();
    this.mi = mi;
    this.subscriptions = subscriptions;
    this.handshake = new Handshake(mi, version, subscriptions, new EventProbe(vertx, mi));
    this.renewEvery = settings.events().expire().dividedBy(3);
    this.listener = listener;
    this.status = new LinkStatus(name, State.CONNECTING, "starting", Instant.now(), 1000);
    history.add(status);
  }

  /** Sets the link up, and goes on to watch it. */
  void start() {
    vertx.setPeriodic(HEARTBEAT.toMillis(), id -> beat());
    vertx.setPeriodic(Math.max(1, renewEvery.toMillis()), id -> renew());
    connect();
  }

  /** Ends the subscriptions; the link is not set up again. */
  Future<Void> stop() {
    stopped = true;
    return subscriptions.end();
  }

  /** A reply has come. */
  void heard() {
    lastHeard = System.nanoTime();
    if (status.state() == State.DEGRADED) {
      become(State.UP, "management answers again");
    }
  }

  LinkStatus status() {
    return status;
  }

  LinkReport report() {
    return new LinkReport(status, List.copyOf(history));
  }

  private void connect() {
    if (connecting || stopped) {
      return;
    }
    connecting = true;
    handshake
        .run()
        .compose(this::reconcile)
        .onComplete(done -> connecting = false)
        .onSuccess(this::onConnected)
        .onFailure(this::onFailed);
  }

  /** The first time there is nothing to be found out. */
  private Future<String> reconcile(String since) {
    boolean first = upSince.isEmpty();
    return first
        ? Future.succeededFuture(since)
        : listener.regained(!since.equals(upSince)).map(since);
  }

  private void onConnected(String since) {
    upSince = since;
    retry = FIRST_RETRY;
    become(State.UP, "management answers, events arrive");
  }

  private void onFailed(Throwable failure) {
    become(State.DOWN, String.valueOf(failure.getMessage()));
    long jitter = ThreadLocalRandom.current().nextLong(retry.toMillis() / 4 + 1);
    vertx.setTimer(retry.toMillis() + jitter, id -> connect());
    Duration doubled = retry.multipliedBy(2);
    retry = doubled.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : doubled;
  }

  private void beat() {
    if (!status.isUsable() || connecting || stopped) {
      return;
    }
    Duration silence = Duration.ofNanos(System.nanoTime() - lastHeard);
    if (silence.compareTo(SILENT) > 0) {
      onFailed(new LinkProblem("No reply to management requests for " + SILENT.toSeconds() + " s"));
      return;
    }
    if (silence.compareTo(LATE) > 0) {
      become(State.DEGRADED, "management answers late");
    }
    Handshake.upSince(mi).onSuccess(this::onHeartbeat);
  }

  private void onHeartbeat(String since) {
    if (!since.equals(upSince) && status.isUsable() && !connecting) {
      listener.restarted();
      become(State.DOWN, "The proxy has restarted");
      connect();
    }
  }

  private void renew() {
    if (status.isUsable() && !connecting && !stopped) {
      subscriptions.renew().onFailure(this::onRenewalFailed);
    }
  }

  private void onRenewalFailed(Throwable failure) {
    if (failure instanceof LinkProblem && status.isUsable() && !connecting) {
      onFailed(failure);
    } else {
      LOG.warn("{}: subscriptions not renewed: {}", name, failure.getMessage());
    }
  }

  private void become(State state, String reason) {
    if (status.state() == state && status.reason().equals(reason)) {
      return;
    }
    boolean usable = state == State.UP || state == State.DEGRADED;
    status =
        new LinkStatus(
            name, state, reason, Instant.now(), usable ? 0 : (int) LAST_RETRY.toMillis());
    history.add(status);
    if (history.size() > HISTORY) {
      history.remove();
    }
    if (state == State.DOWN) {
      LOG.warn("link to {} is down: {}", name, reason);
    } else {
      LOG.info("link to {} is {}: {}", name, state, reason);
    }
    listener.changed(status);
  }
}
