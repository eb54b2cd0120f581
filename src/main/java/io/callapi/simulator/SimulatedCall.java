package io.callapi.simulator;

import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipUri;
import java.util.Set;

/**
 * A call in the simulated proxy, as it was when asked for.
 *
 * @param callId its Call-ID
 * @param dialogId the proxy's own name for it
 * @param caller who has placed it
 * @param callee who is called
 * @param established whether the callee has answered
 * @param heldLegs the legs whose phones are on hold
 */
public record SimulatedCall(
    CallId callId,
    String dialogId,
    SipUri caller,
    SipUri callee,
    boolean established,
    Set<Leg> heldLegs) {

  public boolean isHeld(Leg leg) {
    return heldLegs.contains(leg);
  }
}
