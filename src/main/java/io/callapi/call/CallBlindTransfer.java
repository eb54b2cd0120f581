package io.callapi.call;

import io.callapi.call.release.CallRelease;
import io.callapi.call.transfer.LookingUp;
import io.callapi.call.transfer.NewCall;
import io.callapi.call.transfer.Referring;
import io.callapi.call.transfer.TransferPlan;
import io.callapi.calls.CallsRequest.Afterwards;
import io.callapi.calls.CallsRequest.Purpose;
import io.callapi.calls.Expectation;
import io.callapi.calls.ReferMark;
import io.callapi.command.CommandType;
import io.callapi.command.CommandType.Beginning;
import io.callapi.command.Parameters;
import io.callapi.command.Step;
import io.callapi.command.Subject;
import io.callapi.command.Timeouts;
import io.callapi.proxy.Cause;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.ProxyRequest;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipStatus;
import io.callapi.sip.SipUri;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends one leg of a call to a new destination, without consultation (RFC 5589, section 6).
 *
 * <p>The call is looked up; then the leg's phone is referred, and the call that it places is
 * followed ({@link io.callapi.call.transfer}). Once the destination has answered, the old call is
 * released; if it does not answer, the old call stays up.
 */
final class CallBlindTransfer {

  static final CommandType<Params> TYPE =
      new CommandType<>(
          "CallBlindTransfer",
          Params::from,
          Params.class,
          p -> new Subject.ExistingCall(p.callid()),
          Purpose.TRANSFER,
          CallBlindTransfer::begin);

  private CallBlindTransfer() {}

  record Params(CallId callid, Leg leg, SipUri destination, @Nullable Timeouts timeouts)
      implements Timeouts.Bearer {

    static Params from(Parameters parameters) {
      return new Params(
          parameters.callId("callid"),
          parameters.leg("leg"),
          parameters.uri("destination"),
          parameters.timeouts());
    }
  }

  record Stage(@Nullable CallId callid, SipUri destination, @Nullable String extra) {}

  private static Step begin(Beginning<Params> beginning) {
    return Step.to(new Finding(beginning.params())).look(beginning.params().callid());
  }

  /** The call is looked up: who is in it, and by which name the proxy knows it. */
  record Finding(Params params) implements LookingUp {

    @Override
    public Step onLooked(CallId call, List<Dialog> dialogs) {
      return LookingUp.talking(dialogs)
          .map(
              dialog ->
                  Referring.begin(new Plan(params, dialog, ReferMark.ofTransfer(dialog.callId()))))
          .orElseGet(() -> Step.fail(LookingUp.UNKNOWN));
    }
  }

  /**
   * The transfer.
   *
   * @param old the call, as it was before the phone was asked
   * @param mark of its REFER
   */
  record Plan(Params params, Dialog old, String mark) implements TransferPlan {

    @Override
    public ProxyRequest<?> refer() {
      return new ProxyRequest.Refer(old.ref(), params.leg(), params.destination(), mark);
    }

    @Override
    public @Nullable Timeouts timeouts() {
      return params.timeouts();
    }

    @Override
    public Expectation expectation() {
      return new Expectation(
          old.ref(), old.leg(params.leg()), params.destination().value(), null, mark);
    }

    @Override
    public Step tellAgreed(Step step) {
      return step.tell("Transferring", new Stage(null, params.destination(), null));
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
      return new Stage(call.callId(), params.destination(), extra);
    }

    @Override
    public Step succeeded(NewCall call, Set<CallId> surplus) {
      return Step.leaving(new Afterwards(null, expectation(), call.callId()))
          .tell("TransferSuccessful", stage(call, null))
          .goOn(release(List.of(old.ref()), surplus, call.callId(), null).begin());
    }

    @Override
    public Step failed(Cause cause, Set<CallId> placed) {
      return Step.leaving(new Afterwards(null, expectation(), null))
          .goOn(release(List.of(), placed, null, cause).begin());
    }

    private CallRelease release(
        List<DialogRef> certain,
        Set<CallId> suspects,
        @Nullable CallId kept,
        @Nullable Cause outcome) {
      return new CallRelease(certain, null, null, suspects, expectation(), kept, outcome);
    }
  }
}
