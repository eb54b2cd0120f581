package io.callapi.call.hold;

import io.callapi.command.Step;
import io.callapi.proxy.CallEvent.HoldAction;
import io.callapi.proxy.Cause;
import io.callapi.proxy.ProxyRequest;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;

/**
 * What is done to the legs of a call, and how its stages are told.
 *
 * @param begun the stage that tells that the proxy has begun
 * @param started the stage that tells that a phone is asked
 * @param succeeded the stage that tells that a phone has agreed
 */
public record HoldPlan(
    CallId call, HoldAction action, String begun, String started, String succeeded) {

  /** A later command has ended the call (RFC 3261, section 21.4.25). */
  static final Cause CUT_SHORT = Cause.sip(487, "Request Terminated");

  /** RFC 3261, section 12.2.1.2. */
  static final Cause CALL_OVER = Cause.sip(481, "The call has ended");

  static final Cause LOST = Cause.proxy("The proxy has lost the call");

  /** The data of a stage that concerns one leg. */
  record LegStage(Leg leg) {}

  /** Asks both phones. */
  public Step begin() {
    return Step.to(new Asking(this, Legs.NONE, 1)).follow(call).ask(request());
  }

  ProxyRequest<?> request() {
    return new ProxyRequest.ChangeHold(call, action);
  }

  /** What undoes it. */
  ProxyRequest<?> opposite() {
    return new ProxyRequest.ChangeHold(call, action.opposite());
  }
}
