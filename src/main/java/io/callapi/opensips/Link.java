package io.callapi.opensips;

import io.callapi.opensips.Handshake.Proof;
import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.peer.Backoff;
import io.callapi.proxy.LinkQuery.LinkReport;
import io.callapi.proxy.LinkStatus;
import io.callapi.proxy.LinkStatus.State;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The link to one proxy: proves that it works, watches that it goes on working, and sets it up
 * again when it does not.
 *
 * <p>A restart of the proxy is noticed by the time since when it has been running; a stop, by its
 * silence; a way of events that is cut, by events that are raised for proof.
 */
final class Link {

  private static final Logger LOG = LoggerFactory.getLogger(Link.class);

  /** Hears what becomes of the link, and knows the ways to the proxy. */
  interface Listener {

    /** The status has changed. */
    void changed(LinkStatus status);

    /** The proxy is not the process that it was: nothing asked before will be answered. */
    void restarted();

    /**
     * The link works, for the first time or again; what is true now is to be found out before it is
     * used.
     *
     * @param restarted true if the proxy was restarted since it was last heard
     */
    Future<Void> regained(boolean restarted);

    /** What is wrong with a way to the proxy though another works; empty if nothing is. */
    String trouble();

    /** Where the proxy is asked, for people. */
    String ways();
  }

  /** What can be wrong with a link that works all the same. */
  private enum Trouble {
    LATE,
    EVENTS,
    TRANSPORT
  }

  private final Vertx vertx;
  private final String name;
  private final Handshake handshake;
  private final LinkTiming timing;
  private final Listener listener;
  private final LinkJournal journal;
  private final Map<Trouble, String> troubles = new EnumMap<>(Trouble.class);
  private final Backoff backoff = new Backoff();
  private String upSince = "";
  private long lastHeard = System.nanoTime();
  private boolean connecting;
  private boolean proving;
  private boolean stopped;

  Link(Vertx vertx, String name, Handshake handshake, LinkTiming timing, Listener listener) {
    this.vertx = vertx;
    this.name = name;
    this.handshake = handshake;
    this.timing = timing;
    this.listener = listener;
    this.journal = new LinkJournal(name);
  }

  /** Sets the link up, and goes on to watch it. */
  void start() {
    vertx.setPeriodic(timing.heartbeat().toMillis(), id -> beat());
    vertx.setPeriodic(timing.look().toMillis(), id -> look());
    vertx.setPeriodic(Math.max(1, timing.prove().toMillis()), id -> prove());
    connect();
  }

  /** Ends the subscriptions; the link is not set up again. */
  Future<Void> stop() {
    stopped = true;
    return handshake
        .undo()
        .onFailure(
            e -> LOG.info("{}: does not answer; its subscriptions end by events.expire", name));
  }

  /** A reply has come. */
  void heard() {
    lastHeard = System.nanoTime();
    if (isWatched()) {
      note(Trouble.LATE, "");
    }
  }

  LinkStatus status() {
    return journal.status();
  }

  LinkReport report() {
    return journal.report();
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

  private Future<Proof> reconcile(Proof proof) {
    boolean restarted = !upSince.isEmpty() && !proof.upSince().equals(upSince);
    return listener.regained(restarted).map(proof);
  }

  private void onConnected(Proof proof) {
    upSince = proof.upSince();
    backoff.reset();
    troubles.clear();
    note(Trouble.EVENTS, proof.trouble());
  }

  private void onFailed(Throwable failure) {
    if (stopped) {
      return; // what was under way when the link was closed says nothing of the proxy
    }
    Duration wait = backoff.next();
    String trouble = listener.trouble();
    String reason = failure.getMessage() + (trouble.isEmpty() ? "" : "; " + trouble);
    become(State.DOWN, reason + " (" + listener.ways() + "); run call-api doctor", wait);
    vertx.setTimer(wait.toMillis(), id -> connect());
  }

  /** Whether the link is used, so that its failure would be news. */
  private boolean isWatched() {
    return status().isUsable() && !connecting && !stopped;
  }

  private void look() {
    if (!isWatched()) {
      return;
    }
    Duration silence = Duration.ofNanos(System.nanoTime() - lastHeard);
    if (silence.compareTo(timing.silent()) > 0) {
      onFailed(
          new LinkProblem(
              "No reply to management requests for " + timing.silent().toSeconds() + " s"));
      return;
    }
    if (silence.compareTo(timing.late()) > 0) {
      note(Trouble.LATE, "management answers late");
    }
    note(Trouble.TRANSPORT, listener.trouble());
  }

  private void beat() {
    if (isWatched()) {
      handshake.upSince().onSuccess(this::onHeartbeat).onFailure(this::onNoHeartbeat);
    }
  }

  /** Silence has its own limits; a refusal means that it is another release by now. */
  private void onNoHeartbeat(Throwable failure) {
    if (failure instanceof MiException && isWatched()) {
      onFailed(failure);
    }
  }

  private void onHeartbeat(String since) {
    if (!since.equals(upSince) && isWatched()) {
      listener.restarted();
      become(State.DOWN, "The proxy has restarted", backoff.next());
      connect();
    }
  }

  private void prove() {
    if (isWatched() && !proving) {
      proving = true;
      handshake
          .proveEvents()
          .onComplete(done -> proving = false)
          .onSuccess(this::onProven)
          .onFailure(this::onNotProven);
    }
  }

  private void onProven(String trouble) {
    if (isWatched()) {
      note(Trouble.EVENTS, trouble);
    }
  }

  private void onNotProven(Throwable failure) {
    if (failure instanceof LinkProblem && isWatched()) {
      onFailed(failure);
    } else if (!stopped) {
      // Silence is the heartbeat's affair.
      LOG.warn("{}: events not proven to arrive: {}", name, failure.getMessage());
    }
  }

  /** Something is wrong, or, where the sentence is empty, is not wrong any more. */
  private void note(Trouble trouble, String sentence) {
    if (sentence.isEmpty()) {
      troubles.remove(trouble);
    } else {
      troubles.put(trouble, sentence);
    }
    become(
        troubles.isEmpty() ? State.UP : State.DEGRADED,
        String.join("; ", troubles.values()),
        Duration.ZERO);
  }

  private void become(State state, String reason, Duration nextTry) {
    String known = state == State.UP ? "management answers, events arrive" : reason;
    if (journal.note(state, known, nextTry)) {
      listener.changed(status());
    }
  }
}
