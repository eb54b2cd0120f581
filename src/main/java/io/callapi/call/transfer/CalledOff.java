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
import java.util.List;
import java.util.Set;

/**
 * The transfer is not wanted any more, but the phone was asked and cannot be called off: if it
 * places its call within a moment, that is released.
 */
public record CalledOff(TransferPlan plan, Cause cause) implements Phase {

  static Step begin(TransferPlan plan, Cause cause) {
    return Step.to(new CalledOff(plan, cause)).await(Deadline.LATE_CALL);
  }

  @Override
  public Step onTransfer(TransferNews news) {
    CallId newCall = news.newCallId();
    return news.isNew() && newCall != null ? plan.failed(cause, Set.of(newCall)) : Step.to(this);
  }

  @Override
  public Step onNewCall(Dialog dialog) {
    return dialog.isUp() ? plan.failed(cause, Set.of(dialog.callId())) : Step.to(this);
  }

  @Override
  public Step onDue(Deadline deadline) {
    return deadline == Deadline.LATE_CALL ? plan.failed(cause, Set.of()) : Step.to(this);
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
    return refused ? plan.failed(cause, Set.of()) : Step.to(this);
  }

  @Override
  public Step onState(StateNews news) {
    return Step.to(this);
  }

  @Override
  public Step onLost(CallId call) {
    return plan.failed(cause, Set.of());
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
