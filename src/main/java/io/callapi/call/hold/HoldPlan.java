package io.callapi.call.hold;

import io.callapi.command.Step;
import io.callapi.proxy.CallEvent.HoldAction;
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

  /** The data of a stage that concerns one leg. */
  record LegStage(Leg leg) {}

  /** Asks both phones. */
  public Step begin() {
    return Step.to(new Asking(this, Legs.NONE, 1, null)).follow(call).ask(request());
  }

  ProxyRequest<?> request() {
    return new ProxyRequest.ChangeHold(call, action);
  }

  /** What undoes it. */
  ProxyRequest<?> opposite() {
    return new ProxyRequest.ChangeHold(call, action.opposite());
  }
}
