package io.callapi.call;

import io.callapi.call.release.CallRelease;
import io.callapi.call.transfer.NewCall;
import io.callapi.call.transfer.TransferCauses;
import io.callapi.call.transfer.TransferPlan;
import io.callapi.calls.CallNews.StateNews;
import io.callapi.calls.CallsRequest.Afterwards;
import io.callapi.calls.Expectation;
import io.callapi.command.CallCauses;
import io.callapi.command.Deadline;
import io.callapi.command.Phase;
import io.callapi.command.Step;
import io.callapi.command.Timeouts;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Cause;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogLeg;
import io.callapi.proxy.ProxyRequest;
import io.callapi.sip.CallId;
import io.callapi.sip.SipStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The transfer of {@link CallAttendedTransfer}.
 *
 * @param callA the call whose phone is asked, as it was before that
 * @param callB the call whose place the new one takes, as it was before that
 */
record AttendedPlan(CallAttendedTransfer.Params params, Dialog callA, Dialog callB)
    implements TransferPlan {

  record Stage(CallId callid, @Nullable String destination, @Nullable String extra) {}

  @Override
  public ProxyRequest<?> refer() {
    return new ProxyRequest.ReferReplacing(callA.ref(), params.legA(), callB, params.legB());
  }

  @Override
  public @Nullable Timeouts timeouts() {
    return params.timeouts();
  }

  @Override
  public Expectation expectation() {
    return new Expectation(callA.ref(), callA.leg(params.legA()), target(), callB.callId(), "");
  }

  /** Whom the phone is to call: the address of the leg that is reached, else its phone itself. */
  private String target() {
    DialogLeg reached = callB.leg(params.legB());
    return reached.uri() == null ? reached.contact() : reached.uri();
  }

  @Override
  public boolean isEndedBy(CallId call) {
    return call.equals(callA.callId()) || call.equals(callB.callId());
  }

  @Override
  public boolean replacesACall() {
    return true;
  }

  @Override
  public Step tellAgreed(Step step) {
    return step.tell("Transferring");
  }

  @Override
  public Step tellPlaced(Step step, NewCall call) {
    return step.tell("TransferStart", stage(call, null));
  }

  @Override
  public Step tellPending(Step step, NewCall call, SipStatus status) {
    return step.tell("TransferPending", stage(call, status.toString()));
  }

  private Stage stage(NewCall call, @Nullable String extra) {
    String reported = call.destination() == null ? target() : call.destination().value();
    return new Stage(call.callId(), reported, extra);
  }

  /** A call that the proxy has not named may be a plain third call: then call B goes on. */
  @Override
  public Step succeeded(NewCall call, Set<CallId> surplus) {
    return call.reported()
        ? joined(call, surplus)
        : Step.to(new Proving(this, call, surplus))
            .follow(callB.callId())
            .await(Deadline.REPLACED_CALL);
  }

  private Step joined(NewCall call, Set<CallId> surplus) {
    CallRelease release =
        new CallRelease(
            List.of(callA.ref()), null, callB.ref(), surplus, expectation(), call.callId(), null);
    return Step.leaving(new Afterwards(null, expectation(), call.callId()))
        .tell("TransferSuccessful", stage(call, null))
        .goOn(release.begin());
  }

  @Override
  public Step failed(Cause cause, Set<CallId> placed) {
    CallRelease release =
        new CallRelease(List.of(), null, null, placed, expectation(), null, cause);
    return Step.leaving(new Afterwards(null, expectation(), null)).goOn(release.begin());
  }

  /**
   * The phone has called, and was answered; whether it has replaced call B, the end of that tells.
   *
   * @param surplus its further calls
   */
  record Proving(AttendedPlan plan, NewCall call, Set<CallId> surplus) implements Phase {

    @Override
    public Step onState(StateNews news) {
      boolean replaced =
          news.state() == CallState.ENDED && news.callId().equals(plan.callB().callId());
      return replaced ? plan.joined(call, surplus) : Step.to(this);
    }

    @Override
    public Step onDue(Deadline deadline) {
      return deadline == Deadline.REPLACED_CALL
          ? giveUp(TransferCauses.NO_NEW_CALL)
          : Step.to(this);
    }

    private Step giveUp(Cause cause) {
      Set<CallId> placed = new HashSet<>(surplus);
      placed.add(call.callId());
      return plan.failed(cause, placed);
    }

    @Override
    public Step onLost(CallId lost) {
      return giveUp(CallCauses.LOST);
    }

    @Override
    public Step onCancelled(Cause cause) {
      return giveUp(cause);
    }
  }
}
