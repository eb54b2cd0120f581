package io.callapi.opensips;

import io.callapi.opensips.recipe.Timers;
import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallEvent.HoldAction;
import io.callapi.proxy.CallEvent.TransferProgress;
import io.callapi.proxy.CallEvent.TransferStage;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.ChangeHold;
import io.callapi.proxy.ProxyRequest.Order;
import io.callapi.proxy.ProxyRequest.Originate;
import io.callapi.proxy.ProxyRequest.Release;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls that were to be released, or resumed, while the proxy did not answer. That is done when it
 * is back. Calls that the phones of a released one place only then are released, too: a proxy that
 * was only stopped does late what it was asked before.
 *
 * <p>The youngest {@link #MAX} are kept.
 */
final class DeferredReleases {

  static final int MAX = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(DeferredReleases.class);

  /** When it is tried, after the proxy is back: a phone may have been rung only then. */
  private static final List<Duration> TRIES =
      List.of(
          Duration.ofMillis(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(3),
          Duration.ofSeconds(10),
          Duration.ofSeconds(40));

  private static final Duration FORGET = Duration.ofSeconds(50);

  private final Timers timers;
  private final Function<Order, Future<? extends Record>> recipes;
  private final Map<CallId, DeferredRelease> calls = new LinkedHashMap<>();
  private final PacedWork<DeferredRelease> pace;

  /**
   * @param recipes by which they are released and resumed
   */
  DeferredReleases(Timers timers, Function<Order, Future<? extends Record>> recipes) {
    this.timers = timers;
    this.recipes = recipes;
    this.pace = new PacedWork<>(timers, this::tryNow);
  }

  /** Nobody asks again, but what was asked is to come true. */
  void remember(ProxyRequest<?> request) {
    if (request instanceof Release release) {
      toRelease(release.dialog());
    } else if (request instanceof ChangeHold change && change.action() == HoldAction.RESUME) {
      toResume(change.callId());
    }
  }

  private void toRelease(DialogRef dialog) {
    DeferredRelease known = calls.get(dialog.callId());
    if (known == null || !known.isToEnd()) {
      add(DeferredRelease.ending(dialog));
    } else {
      known.add(dialog);
    }
  }

  /** Some leg of it may be on hold though the client was told otherwise. */
  private void toResume(CallId call) {
    if (!calls.containsKey(call)) {
      add(DeferredRelease.resuming(call));
    }
  }

  private void add(DeferredRelease release) {
    calls.remove(release.callId());
    calls.put(release.callId(), release);
    if (calls.size() > MAX) {
      calls.remove(calls.keySet().iterator().next());
    }
  }

  /** What is asked now counts, not what was asked of that call before. */
  void forget(ProxyRequest<?> request) {
    if (request instanceof Originate originate) {
      calls.remove(originate.callId());
    } else if (request instanceof ChangeHold change && change.action() == HoldAction.HOLD) {
      DeferredRelease known = calls.get(change.callId());
      if (known != null && !known.isToEnd()) {
        calls.remove(change.callId());
      }
    }
  }

  /**
   * Only a transfer that begins now is undone: one that had begun before may be the very success
   * after which the call was to be released.
   */
  void on(CallEvent event) {
    DeferredRelease release = calls.get(event.callId());
    if (release == null
        || !release.isToEnd()
        || !(event instanceof TransferProgress progress)
        || progress.newCallId() == null) {
      return;
    }
    DialogRef newCall = DialogRef.of(progress.newCallId());
    if (progress.stage() == TransferStage.START) {
      release.add(newCall);
    }
    if (release.dialogs().contains(newCall)) {
      carryOut(release, new Release(newCall)).onFailure(failure -> note(release, failure));
    }
  }

  /** The proxy is back. */
  void undoAll() {
    undo(List.copyOf(calls.values()));
  }

  /** The proxy is there; only its answer to this one request is not. */
  void undo(ProxyRequest<?> request) {
    CallId call =
        request instanceof Release release
            ? release.dialog().callId()
            : request instanceof ChangeHold change ? change.callId() : null;
    DeferredRelease known = call == null ? null : calls.get(call);
    if (known != null) {
      undo(List.of(known));
    }
  }

  private void undo(List<DeferredRelease> due) {
    if (due.isEmpty()) {
      return;
    }
    for (Duration wait : TRIES) {
      timers.after(wait, () -> pace.add(due));
    }
    timers.after(FORGET.plus(pace.timeFor(due.size())), () -> due.forEach(this::forgetIfAnswered));
  }

  private Future<?> tryNow(DeferredRelease release) {
    if (!isKept(release) || release.underWay) {
      return Future.succeededFuture();
    }
    release.underWay = true;
    List<Future<?>> tries = new ArrayList<>();
    release.requests().forEach(request -> tries.add(carryOut(release, request)));
    return Future.join(tries)
        .onComplete(done -> release.underWay = false)
        .onFailure(failure -> note(release, failure));
  }

  private static void note(DeferredRelease release, Throwable failure) {
    LOG.debug("{}, which was deferred: {}", release, failure.getMessage());
  }

  /** A resume is tried once: what is held after that is held by somebody else. */
  private Future<?> carryOut(DeferredRelease release, ProxyRequest<?> request) {
    return recipes
        .apply(new Order(null, request))
        .onComplete(done -> release.answered = done.succeeded() || isRefusal(done.cause()))
        .onSuccess(done -> onDone(release));
  }

  private void onDone(DeferredRelease release) {
    LOG.info("{}, which was deferred, is done", release);
    if (!release.isToEnd()) {
      forgetIfAnswered(release);
    }
  }

  private static boolean isRefusal(Throwable failure) {
    return switch (CallFailure.of(failure).reason()) {
      case NO_REPLY, UNREACHABLE, DEFECT -> false;
      default -> true;
    };
  }

  /** One that the proxy was silent on is kept for when it is back the next time. */
  private void forgetIfAnswered(DeferredRelease release) {
    if (isKept(release) && release.answered) {
      calls.remove(release.callId());
    }
  }

  private boolean isKept(DeferredRelease release) {
    return calls.get(release.callId()) == release;
  }
}
