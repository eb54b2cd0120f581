package io.callapi.opensips;

import io.callapi.bus.TypedBus;
import io.callapi.bus.TypedBus.Registration;
import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallEvent.CallTransferChange;
import io.callapi.proxy.CallEvent.TransferStage;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.Cause;
import io.callapi.proxy.SipProxy;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls that were to be ended, or resumed, while the proxy did not answer. That is done when it is
 * back. Calls that the phones of an ended one place only then are ended, too: a proxy that was only
 * stopped does late what it was asked before.
 *
 * <p>The youngest {@link #MAX} are kept.
 */
final class Leftovers {

  static final int MAX = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  /** When it is tried, after the proxy is back: a phone may have been rung only then. */
  private static final List<Duration> TRIES =
      List.of(
          Duration.ofMillis(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(3),
          Duration.ofSeconds(10),
          Duration.ofSeconds(40));

  private static final Duration FORGET = Duration.ofSeconds(50);

  /** What is to be done. */
  private enum Undoing {
    END,
    RESUME
  }

  /** A call that is not as it should be. */
  private static final class Leftover {
    private final CallId call;
    private final Undoing undoing;
    private final Registration ear;
    private final Set<CallId> newCalls = new HashSet<>();
    private boolean answered;

    Leftover(CallId call, Undoing undoing, Registration ear) {
      this.call = call;
      this.undoing = undoing;
      this.ear = ear;
    }
  }

  private final Vertx vertx;
  private final TypedBus bus;
  private final SipProxy proxy;
  private final Map<CallId, Leftover> calls = new LinkedHashMap<>();
  private final PacedWork<Leftover> pace;

  /**
   * @param proxy where they are ended and resumed
   */
  Leftovers(Vertx vertx, SipProxy proxy) {
    this.vertx = vertx;
    this.bus = new TypedBus(vertx);
    this.proxy = proxy;
    this.pace = new PacedWork<>(Later.on(vertx), this::tryTo);
  }

  /** A call that is to be ended. */
  void addToEnd(CallId call) {
    Leftover known = calls.get(call);
    if (known == null || known.undoing == Undoing.RESUME) {
      add(call, Undoing.END);
    }
  }

  /** A call of which some leg may be on hold though the client was told otherwise. */
  void addToResume(CallId call) {
    if (!calls.containsKey(call)) {
      add(call, Undoing.RESUME);
    }
  }

  private void add(CallId call, Undoing undoing) {
    forget(call);
    Registration ear = bus.listen(CallEvent.ADDRESS.of(call), event -> on(call, event));
    calls.put(call, new Leftover(call, undoing, ear));
    if (calls.size() > MAX) {
      forget(calls.keySet().iterator().next());
    }
  }

  /** The call is to be as it is: it is placed anew, or held anew. */
  void forget(CallId call) {
    Leftover known = calls.remove(call);
    if (known != null) {
      known.ear.cancel().onFailure(e -> LOG.warn("{}: {}", call, e.getMessage()));
    }
  }

  /** The call need not be resumed. */
  void forgetToResume(CallId call) {
    Leftover known = calls.get(call);
    if (known != null && known.undoing == Undoing.RESUME) {
      forget(call);
    }
  }

  /**
   * Only a transfer that begins now is undone: one that had begun before may be the very success
   * after which the call was to be ended.
   */
  private void on(CallId call, CallEvent event) {
    Leftover leftover = calls.get(call);
    if (leftover == null
        || leftover.undoing != Undoing.END
        || !(event instanceof CallTransferChange change)) {
      return;
    }
    CallId newCall = change.newCallId();
    if (newCall != null) {
      if (change.stage() == TransferStage.START) {
        leftover.newCalls.add(newCall);
      }
      if (leftover.newCalls.contains(newCall)) {
        end(leftover, newCall).onFailure(e -> LOG.debug("{}: {}", newCall, e.getMessage()));
      }
    }
  }

  /** The proxy is back. */
  void undoAll() {
    undo(List.copyOf(calls.values()));
  }

  /** The proxy is there; only its answer to this one request is not. */
  void undo(CallId call) {
    Leftover leftover = calls.get(call);
    if (leftover != null) {
      undo(List.of(leftover));
    }
  }

  private void undo(List<Leftover> due) {
    if (due.isEmpty()) {
      return;
    }
    for (Duration wait : TRIES) {
      vertx.setTimer(wait.toMillis(), id -> pace.add(due));
    }
    vertx.setTimer(
        FORGET.plus(pace.timeFor(due.size())).toMillis(),
        id -> due.forEach(this::forgetIfAnswered));
  }

  /** One that the proxy was silent on is kept for when it is back the next time. */
  private void forgetIfAnswered(Leftover leftover) {
    if (isKept(leftover) && leftover.answered) {
      forget(leftover.call);
    }
  }

  private boolean isKept(Leftover leftover) {
    return calls.get(leftover.call) == leftover;
  }

  private Future<?> tryTo(Leftover leftover) {
    if (!isKept(leftover)) {
      return Future.succeededFuture();
    }
    if (leftover.undoing == Undoing.RESUME) {
      return resume(leftover);
    }
    List<Future<?>> ends = new ArrayList<>(List.of(end(leftover, leftover.call)));
    leftover.newCalls.forEach(newCall -> ends.add(end(leftover, newCall)));
    return Future.join(ends);
  }

  private Future<?> end(Leftover leftover, CallId call) {
    return done(leftover, call, proxy.end(call), "ended");
  }

  /** Once: what is held after that is held by somebody else. */
  private Future<?> resume(Leftover leftover) {
    return done(leftover, leftover.call, proxy.resume(leftover.call), "resumed")
        .onSuccess(resumed -> forgetIfAnswered(leftover));
  }

  private static Future<Void> done(
      Leftover leftover, CallId call, Future<Void> undone, String what) {
    return undone
        .onComplete(result -> leftover.answered = result.succeeded() || isRefusal(result.cause()))
        .onSuccess(done -> LOG.info("{}, which was left over, is {}", call, what))
        .onFailure(e -> LOG.debug("{}, which was left over: {}", call, e.getMessage()));
  }

  private static boolean isRefusal(Throwable failure) {
    return failure instanceof CallFailure refusal && refusal.reason().source() == Cause.Source.MI;
  }
}
