package io.callapi.call;

import io.callapi.call.hold.HoldPlan;
import io.callapi.calls.CallsRequest.Purpose;
import io.callapi.command.CommandType;
import io.callapi.command.CommandType.Beginning;
import io.callapi.command.Parameters;
import io.callapi.command.Step;
import io.callapi.command.Subject;
import io.callapi.proxy.CallEvent.HoldAction;
import io.callapi.sip.CallId;
import java.util.function.Function;

/**
 * Puts both legs of a call on hold, or takes them off hold (RFC 5359, section 2.1). If one phone
 * refuses, it is tried once more; if it refuses again, both legs are left as they were. The phases
 * are in {@link io.callapi.call.hold}.
 */
final class CallHold {

  static final CommandType<Params> HOLD = type("CallHold", CallHold::hold);

  static final CommandType<Params> UNHOLD = type("CallUnhold", CallHold::resume);

  private CallHold() {}

  record Params(CallId callid) {

    static Params from(Parameters parameters) {
      return new Params(parameters.callId("callid"));
    }
  }

  private static CommandType<Params> type(String method, Function<Beginning<Params>, Step> first) {
    return new CommandType<>(
        method,
        Params::from,
        Params.class,
        p -> new Subject.ExistingCall(p.callid()),
        Purpose.HOLD,
        first);
  }

  private static Step hold(Beginning<Params> beginning) {
    return new HoldPlan(
            beginning.params().callid(),
            HoldAction.HOLD,
            "CallHolding",
            "CallHoldStart",
            "CallHoldSuccessful")
        .begin();
  }

  private static Step resume(Beginning<Params> beginning) {
    return new HoldPlan(
            beginning.params().callid(),
            HoldAction.RESUME,
            "CallUnholding",
            "CallUnholdStart",
            "CallUnholdSuccessful")
        .begin();
  }
}
