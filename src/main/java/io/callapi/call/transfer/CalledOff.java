package io.callapi.call.transfer;

import io.callapi.calls.CallNews.EndingNews;
import io.callapi.calls.CallNews.StateNews;
import io.callapi.calls.CallNews.TransferNews;
import io.callapi.command.Deadline;
import io.callapi.command.Phase;
import io.callapi.command.Step;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.Cause;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Refused;
import io.callapi.sip.CallId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The transfer is not wanted any more, but the phone was asked and cannot be called off: if it
 * places its call within a moment, that is released.
 *
 * @param placed the calls that it has placed: if none of them is up, it may be about to call again
 */
public record CalledOff(TransferPlan plan, Cause cause, Set<CallId> placed) implements Phase {

  public CalledOff {
    placed = Set.copyOf(placed);
  }

  /** The phone has placed no call yet. */
  static Step begin(TransferPlan plan, Cause cause) {
    return Step.to(new CalledOff(plan, cause, Set.of())).await(Deadline.LATE_CALL);
  }

  /** The phone has placed these calls; the first one counts. */
  static Step begin(TransferPlan plan, Cause cause, NewCall first, Set<CallId> placed) {
    return Step.to(new CalledOff(plan, cause, placed)).look(first.callId());
  }

  private Step failed() {
    return plan.failed(cause, placed);
  }

  private Step failedWith(CallId other) {
    Set<CallId> all = new HashSet<>(placed);
    all.add(other);
    return plan.failed(cause, all);
  }

  /** A call that is over may have been challenged or redirected a moment ago. */
  @Override
  public Step onLooked(CallId call, List<Dialog> dialogs) {
    return dialogs.stream().anyMatch(Dialog::isUp)
        ? failed()
        : Step.to(this).await(Deadline.TRY_AGAIN);
  }

  @Override
  public Step onNotLooked(CallId call, Refused failure) {
    return failed();
  }

  @Override
  public Step onTransfer(TransferNews news) {
    CallId newCall = news.newCallId();
    return news.isNew() && newCall != null ? failedWith(newCall) : Step.to(this);
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
    return placed.contains(news.callId()) && !news.isCallOver() ? failed() : Step.to(this);
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
