package io.callapi.call.transfer;

import io.callapi.calls.CallNews.StateNews;
import io.callapi.calls.CallNews.TransferNews;
import io.callapi.command.CallCauses;
import io.callapi.command.Deadline;
import io.callapi.command.Input;
import io.callapi.command.Phase;
import io.callapi.command.Step;
import io.callapi.proxy.Cause;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Refused;
import io.callapi.sip.CallId;
import io.callapi.sip.SipStatus;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The phone has agreed; the call that it places is awaited.
 *
 * @param oldCallOver whether the call in which it was asked has ended: some phones hang up first
 * @param named a failure that was reported without a new call; perhaps that of an earlier transfer,
 *     so it decides nothing, but it may say why no call has come
 * @param late whether it is waited no longer: the search that is under way decides
 */
public record AwaitingCall(
    TransferPlan plan, boolean oldCallOver, @Nullable SipStatus named, boolean late)
    implements Phase {

  static Step begin(TransferPlan plan, boolean oldCallOver, @Nullable SipStatus named) {
    Step step = Step.to(new AwaitingCall(plan, oldCallOver, named, false));
    Step begun = plan.tellAgreed(step).await(Deadline.NEW_CALL);
    return named == null ? begun : begun.search(plan.expectation());
  }

  @Override
  public Step onTransfer(TransferNews news) {
    CallId newCall = news.newCallId();
    if (news.isNew() && newCall != null) {
      return Ringing.begin(plan, NewCalls.reported(newCall, news), NamedFailure.NONE)
          .then(new Input.Heard(news));
    }
    SipStatus status = news.status();
    return status != null && status.isFailure() ? unnamed(status) : Step.to(this);
  }

  /** The phone may say that its call has failed, and the proxy does not know which call that is. */
  private Step unnamed(SipStatus status) {
    return Step.to(new AwaitingCall(plan, oldCallOver, status, late)).search(plan.expectation());
  }

  @Override
  public Step onNewCall(Dialog dialog) {
    return Ringing.begin(plan, NewCalls.recognised(dialog), NamedFailure.NONE);
  }

  @Override
  public Step onState(StateNews news) {
    return news.isCallOver() && !oldCallOver && plan.isEndedBy(news.callId())
        ? Step.to(new AwaitingCall(plan, true, named, late)).await(Deadline.OLD_CALL_OVER)
        : Step.to(this);
  }

  @Override
  public Step onDue(Deadline deadline) {
    return switch (deadline) {
      // A call that nobody has told of is looked for before any failure is told.
      case NEW_CALL, OLD_CALL_OVER ->
          Step.to(new AwaitingCall(plan, oldCallOver, named, true)).search(plan.expectation());
      default -> Step.to(this);
    };
  }

  @Override
  public Step onSearched(List<Dialog> dialogs) {
    if (dialogs.isEmpty()) {
      return late ? plan.failed(why(), Set.of()) : Step.to(this);
    }
    Dialog found = dialogs.get(0);
    return found.isUp() || named == null
        ? onNewCall(found)
        : Ringing.begin(plan, NewCalls.recognised(found), NamedFailure.NONE.byPhone(named));
  }

  private Cause why() {
    if (oldCallOver) {
      return CallCauses.CALL_OVER;
    }
    return named == null ? TransferCauses.NO_NEW_CALL : Cause.sip(named);
  }

  /** A second answer to the REFER: it was sent twice, and the phone has agreed once. */
  @Override
  public Step onDone(ProxyRequest<?> request) {
    return Step.to(this);
  }

  @Override
  public Step onFailed(ProxyRequest<?> request, Refused failure) {
    return Step.to(this);
  }

  @Override
  public Step onLost(CallId call) {
    return plan.failed(CallCauses.LOST, Set.of());
  }

  @Override
  public Step onCancelled(Cause cause) {
    return CalledOff.begin(plan, cause);
  }
}
