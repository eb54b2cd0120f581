package io.callapi.call;

import io.callapi.call.transfer.NamedFailure;
import io.callapi.call.transfer.NewCall;
import io.callapi.call.transfer.Ringing;
import io.callapi.calls.CallsRequest.Purpose;
import io.callapi.calls.ReferMark;
import io.callapi.command.CommandType;
import io.callapi.command.CommandType.Beginning;
import io.callapi.command.Parameters;
import io.callapi.command.Step;
import io.callapi.command.Subject;
import io.callapi.command.Timeouts;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogRef;
import io.callapi.sip.CallId;
import io.callapi.sip.SipUri;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Connects two people: calls the caller's phone and has it call the callee (click-to-dial, RFC
 * 5359, section 2.17).
 *
 * <p>The set-up dialog, between the proxy and the caller's phone, carries no media and is always
 * ended; the call of the two people is the one that the phone places then. The phases, in order:
 * {@link SetupPhases.Calling}, {@link SetupPhases.Confirming}, then those of {@link
 * io.callapi.call.transfer}, then the set-up dialog is released.
 */
final class CallStart {

  static final CommandType<Params> TYPE =
      new CommandType<>(
          "CallStart",
          Params::from,
          Params.class,
          p -> new Subject.NewCall(p.proxy()),
          Purpose.START,
          CallStart::begin);

  private CallStart() {}

  /**
   * @param proxy the proxy to place the call with; null for the least loaded
   */
  record Params(SipUri caller, SipUri callee, @Nullable String proxy, @Nullable Timeouts timeouts)
      implements Timeouts.Bearer {

    static Params from(Parameters parameters) {
      return new Params(
          parameters.uri("caller"),
          parameters.uri("callee"),
          parameters.optionalText("proxy"),
          parameters.timeouts());
    }
  }

  record Answered(SipUri caller, SipUri callee) {}

  record Transferring(SipUri caller, SipUri destination) {}

  record Stage(CallId callid, SipUri caller, SipUri callee, @Nullable String extra) {}

  /**
   * One start of a call.
   *
   * @param setup the Call-ID of the set-up dialog
   */
  record Start(Params params, CallId setup, String mark) {

    Answered answered() {
      return new Answered(params.caller(), params.callee());
    }
  }

  /**
   * A start that an earlier run of this program has begun goes on with the call that has come of
   * it; what that run has left of the set-up is ended first.
   */
  private static Step begin(Beginning<Params> beginning) {
    CallId setup = new CallId(beginning.cmdId());
    Start start = new Start(beginning.params(), setup, ReferMark.ofStart(beginning.cmdId()));
    Optional<Dialog> made =
        beginning.known().stream()
            .filter(dialog -> dialog.isUp() && dialog.referMark().equals(start.mark()))
            .findFirst();
    List<DialogRef> left =
        beginning.known().stream()
            .filter(dialog -> dialog.isUp() && dialog.callId().equals(setup))
            .map(Dialog::ref)
            .toList();
    if (made.isPresent()) {
      return goOnWith(made.get(), start);
    }
    return left.isEmpty() ? SetupPhases.call(start) : Clearing.begin(start, left);
  }

  private static Step goOnWith(Dialog made, Start start) {
    StartPlan plan = new StartPlan(start, DialogRef.of(start.setup()));
    return plan.tellAgreed(Step.telling("CallerAnswered", start.answered()))
        .goOn(Ringing.begin(plan, new NewCall(made.callId(), null, true), NamedFailure.NONE));
  }
}
