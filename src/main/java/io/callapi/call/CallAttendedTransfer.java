package io.callapi.call;

import io.callapi.call.transfer.LookingUp;
import io.callapi.call.transfer.Referring;
import io.callapi.calls.CallsRequest.Purpose;
import io.callapi.command.CommandType;
import io.callapi.command.CommandType.Beginning;
import io.callapi.command.ParameterProblem;
import io.callapi.command.Parameters;
import io.callapi.command.Step;
import io.callapi.command.Subject;
import io.callapi.command.Timeouts;
import io.callapi.proxy.Dialog;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins two calls after a consultation: one leg of call A takes the place of the peer of one leg of
 * call B (RFC 5589, section 7).
 *
 * <p>Both calls are looked up; then the phone of A is referred to that of B ({@link
 * io.callapi.call.transfer}). Once the two are connected, call A is released; call B mostly ends by
 * itself, and is released where it does not.
 */
final class CallAttendedTransfer {

  static final CommandType<Params> TYPE =
      new CommandType<>(
          "CallAttendedTransfer",
          Params::from,
          Params.class,
          p -> new Subject.TwoCalls(p.callidA(), p.callidB()),
          Purpose.TRANSFER,
          CallAttendedTransfer::begin);

  private CallAttendedTransfer() {}

  record Params(CallId callidA, Leg legA, CallId callidB, Leg legB, @Nullable Timeouts timeouts)
      implements Timeouts.Bearer {

    Params {
      if (callidA.equals(callidB)) {
        throw new ParameterProblem("callidB", "must be another call than callidA");
      }
    }

    static Params from(Parameters parameters) {
      return new Params(
          parameters.callId("callidA"),
          parameters.leg("legA"),
          parameters.callId("callidB"),
          parameters.leg("legB"),
          parameters.timeouts());
    }
  }

  private static Step begin(Beginning<Params> beginning) {
    return Step.to(new FindingA(beginning.params())).look(beginning.params().callidA());
  }

  /** Call A is looked up. */
  record FindingA(Params params) implements LookingUp {

    @Override
    public Step onLooked(CallId call, List<Dialog> dialogs) {
      return LookingUp.talking(dialogs)
          .map(found -> Step.to(new FindingB(params, found)).look(params.callidB()))
          .orElseGet(() -> Step.fail(UNKNOWN));
    }
  }

  /** Call B is looked up. */
  record FindingB(Params params, Dialog callA) implements LookingUp {

    @Override
    public Step onLooked(CallId call, List<Dialog> dialogs) {
      return LookingUp.talking(dialogs)
          .map(found -> begin(new AttendedPlan(params, callA, found)))
          .orElseGet(() -> Step.fail(OTHER_UNKNOWN));
    }

    /** If call B ends before the new call is there, nothing is left that could be replaced. */
    private static Step begin(AttendedPlan plan) {
      return Step.to(new FindingB(plan.params(), plan.callA()))
          .follow(plan.callB().callId())
          .goOn(Referring.begin(plan));
    }
  }
}
