package io.callapi.calls;

import io.callapi.calls.TableTime.Later;
import io.callapi.proxy.Dialog;
import io.callapi.sip.CallId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at calls that nobody explains while a new call is expected, or late copies are watched for;
 * after a short while, because an explanation may still come.
 */
final class Newcomers {

  private static final Logger LOG = LoggerFactory.getLogger(Newcomers.class);

  /** Beyond that many calls that wait to be looked at, one list is read. */
  private static final int MAX_WAITING = 10_000;

  private final TableState state;
  private final NewCallJudge judge;
  private final ProxyLooks looks;
  private final LookBudget budget;
  private final TableTime time;
  private final CallTableSettings.Pace pace;
  private final Map<CallId, Later> waiting = new HashMap<>();

  Newcomers(
      TableState state,
      NewCallJudge judge,
      ProxyLooks looks,
      TableTime time,
      CallTableSettings.Pace pace) {
    this.state = state;
    this.judge = judge;
    this.looks = looks;
    this.budget = new LookBudget(looks, time, pace.newcomersASecond(), Duration.ofSeconds(1));
    this.time = time;
    this.pace = pace;
  }

  /** A dialog has come into the table by an event. */
  void onAppeared(KnownDialog dialog) {
    CallId call = dialog.callId();
    if (!state.isAnythingWatched() || isExplained(call)) {
      return;
    }
    boolean isAnyWaiting = state.expectations().isAnyWaiting();
    if (dialog.isUp()) {
      lookLater(call, isAnyWaiting ? pace.newcomerDelay() : pace.lateDelay(), false);
    } else if (isAnyWaiting) {
      time.after(pace.newcomerDelay(), () -> listEnded(call));
    }
  }

  /** It was refused before anything else was reported of it: only a list shows what it was. */
  private void listEnded(CallId call) {
    if (state.expectations().isAnyWaiting() && !isExplained(call)) {
      looks.list().onFailure(failure -> logUnseen(call, failure));
    }
  }

  private boolean isExplained(CallId call) {
    return state.isInHand(call) || state.named().isNamed(call);
  }

  /** A report about a call has named a new one; if no command runs there, that is but a hint. */
  void onNamed(CallId oldCall, CallId newCall) {
    if (state.lateCopies().isFurther(oldCall, newCall) && !state.isInHand(newCall)) {
      lookLater(newCall, pace.newcomerDelay(), true);
    }
  }

  /** A command has ended: what came while it ran is looked at when its own requests are done. */
  void onEnded(Announced announced) {
    for (KnownDialog dialog : List.copyOf(state.table().newerThan(announced.since()))) {
      boolean isCandidate =
          dialog.listed() == null ? isOpen(dialog, announced) : fits(dialog, announced);
      if (dialog.isUp() && isCandidate) {
        lookLater(dialog.callId(), pace.lateDelay(), true);
      }
    }
  }

  private boolean isOpen(KnownDialog dialog, Announced announced) {
    return !isExplained(dialog.callId())
        || state.named().isNamedFor(dialog.callId(), announced.expectation());
  }

  private boolean fits(KnownDialog dialog, Announced announced) {
    Dialog listed = dialog.listed();
    return listed != null && judge.evidence(announced, listed).isPresent();
  }

  /** A set-up dialog is not wanted any more; its own release may be under way. */
  void onSetupEnded(CallId setup) {
    lookLater(setup, pace.lateDelay(), true);
  }

  private void lookLater(CallId call, Duration wait, boolean evenIfNamed) {
    if (waiting.size() >= MAX_WAITING) {
      looks.list().onFailure(failure -> logUnseen(call, failure));
      return;
    }
    Later before = evenIfNamed ? waiting.remove(call) : null;
    if (before != null) {
      before.cancel();
    }
    waiting.computeIfAbsent(call, absent -> time.after(wait, () -> look(absent, evenIfNamed)));
  }

  private void look(CallId call, boolean evenIfNamed) {
    waiting.remove(call);
    List<KnownDialog> up = state.table().up(call);
    boolean isSettled = state.isInHand(call) || (state.named().isNamed(call) && !evenIfNamed);
    if (up.isEmpty() || isSettled) {
      return;
    }
    if (up.stream().allMatch(dialog -> dialog.listed() != null)) {
      up.forEach(judge::judge);
    } else {
      // What is shown is judged when the table takes it over.
      budget.look(call).onFailure(failure -> lookAgain(call, failure));
    }
  }

  private void lookAgain(CallId call, Throwable failure) {
    logUnseen(call, failure);
    if (state.isAnythingWatched()) {
      lookLater(call, pace.lateDelay(), true);
    }
  }

  private static void logUnseen(CallId call, Throwable failure) {
    LOG.debug("what call {} is could not be seen: {}", call, failure.getMessage());
  }
}
