package io.callapi.call.transfer;

import io.callapi.calls.CallNews.EndingNews;
import io.callapi.calls.CallNews.StateNews;
import io.callapi.calls.CallNews.TransferNews;
import io.callapi.command.Deadline;
import io.callapi.command.Input;
import io.callapi.command.Phase;
import io.callapi.command.Step;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Cause;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Refused;
import io.callapi.sip.CallId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The transfer is not wanted any more, but the phone was asked and cannot be called off: if it
 * places its call within a moment, that is released.
 *
 * @param placed the calls that it has placed: if none of them is up, it may be about to call again;
 *     null if it has placed none
 */
public record CalledOff(TransferPlan plan, Cause cause, @Nullable PlacedCalls placed)
    implements Phase {

  /** The phone has placed no call yet. */
  static Step begin(TransferPlan plan, Cause cause) {
    return Step.to(new CalledOff(plan, cause, null)).await(Deadline.LATE_CALL);
  }

  /** The phone has placed calls. How the one that counts is now, no event may have told yet. */
  static Step begin(TransferPlan plan, Cause cause, PlacedCalls placed) {
    return Step.to(new CalledOff(plan, cause, placed)).look(placed.first().callId());
  }

  private Step failed() {
    return plan.failed(cause, all());
  }

  private Set<CallId> all() {
    return placed == null ? Set.of() : placed.all();
  }

  private Step failedWith(CallId other) {
    Set<CallId> more = new HashSet<>(all());
    more.add(other);
    return plan.failed(cause, more);
  }

  /** A call that is over may have been challenged or redirected a moment ago. */
  @Override
  public Step onLooked(CallId call, List<Dialog> dialogs) {
    if (dialogs.stream().noneMatch(Dialog::isUp)) {
      return Step.to(this).await(Deadline.TRY_AGAIN);
    }
    boolean answered = dialogs.stream().anyMatch(dialog -> isAnswered(dialog.state()));
    // What is known now need not be looked up again before the call is released.
    return answered ? answered() : failed().then(new Input.Looked(call, dialogs));
  }

  private static boolean isAnswered(CallState state) {
    return state == CallState.ANSWERED || state == CallState.CONFIRMED;
  }

  /**
   * The destination has been faster. If it has replaced another call by the new one, that is over,
   * so the new one stays. One that the proxy has not named may be a plain call, which replaces
   * none.
   */
  private Step answered() {
    return placed != null && placed.first().reported() && plan.replacesACall()
        ? plan.succeeded(placed.first(), placed.surplus())
        : failed();
  }

  @Override
  public Step onNotLooked(CallId call, Refused failure) {
    return failed();
  }

  @Override
  public Step onTransfer(TransferNews news) {
    CallId newCall = news.newCallId();
    if (!news.isNew() || newCall == null || all().contains(newCall)) {
      return Step.to(this); // of one that it has placed, it may be why that is over
    }
    return failedWith(newCall);
  }

  @Override
  public Step onNewCall(Dialog dialog) {
    return dialog.isUp() ? failedWith(dialog.callId()) : Step.to(this);
  }

  @Override
  public Step onDue(Deadline deadline) {
    return switch (deadline) {
      case LATE_CALL, TRY_AGAIN -> failed();
      default -> Step.to(this);
    };
  }

  @Override
  public Step onSearched(List<Dialog> dialogs) {
    return dialogs.isEmpty() ? Step.to(this) : onNewCall(dialogs.get(0));
  }

  @Override
  public Step onDone(ProxyRequest<?> request) {
    return Step.to(this);
  }

  /** A phone that has refused places no call. */
  @Override
  public Step onFailed(ProxyRequest<?> request, Refused failure) {
    boolean refused = request.equals(plan.refer()) && failure.reason() != Reason.NO_REPLY;
    return refused ? failed() : Step.to(this);
  }

  @Override
  public Step onState(StateNews news) {
    if (placed == null || !placed.isFirst(news.callId()) || news.isCallOver()) {
      return Step.to(this);
    }
    return isAnswered(news.state()) ? answered() : failed();
  }

  @Override
  public Step onLost(CallId call) {
    return failed();
  }

  @Override
  public Step onEnding(EndingNews news) {
    return Step.to(this);
  }

  @Override
  public Step onCancelled(Cause other) {
    return Step.to(this);
  }
}
