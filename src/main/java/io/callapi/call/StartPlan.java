package io.callapi.call;

import io.callapi.call.CallStart.Stage;
import io.callapi.call.CallStart.Start;
import io.callapi.call.CallStart.Transferring;
import io.callapi.call.release.CallRelease;
import io.callapi.call.transfer.NewCall;
import io.callapi.call.transfer.TransferPlan;
import io.callapi.calls.CallsRequest.Afterwards;
import io.callapi.calls.Expectation;
import io.callapi.command.Step;
import io.callapi.command.Timeouts;
import io.callapi.proxy.Cause;
import io.callapi.proxy.DialogLeg;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.ProxyRequest;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipStatus;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The second half of {@link CallStart}: the caller's phone, which has answered, is referred to the
 * callee.
 */
record StartPlan(Start start, DialogRef setup) implements TransferPlan {

  @Override
  public ProxyRequest<?> refer() {
    return new ProxyRequest.Refer(setup, Leg.CALLEE, start.params().callee(), start.mark());
  }

  @Override
  public @Nullable Timeouts timeouts() {
    return start.params().timeouts();
  }

  @Override
  public Expectation expectation() {
    DialogLeg caller = new DialogLeg(start.params().caller().value(), "", "");
    return new Expectation(setup, caller, start.params().callee().value(), null, start.mark());
  }

  @Override
  public Step tellAgreed(Step step) {
    return step.tell(
        "Transferring", new Transferring(start.params().caller(), start.params().callee()));
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
    return new Stage(call.callId(), start.params().caller(), start.params().callee(), extra);
  }

  @Override
  public Step succeeded(NewCall call, Set<CallId> surplus) {
    return Step.leaving(new Afterwards(start.setup(), expectation(), call.callId()))
        .tell("CalleeAnswered", stage(call, null))
        .goOn(release(surplus, call.callId(), null).begin());
  }

  @Override
  public Step failed(Cause cause, Set<CallId> placed) {
    return Step.leaving(new Afterwards(start.setup(), expectation(), null))
        .goOn(release(placed, null, cause).begin());
  }

  private CallRelease release(
      Set<CallId> suspects, @Nullable CallId kept, @Nullable Cause outcome) {
    return new CallRelease(
        List.of(setup), start.setup(), null, suspects, expectation(), kept, outcome);
  }
}
