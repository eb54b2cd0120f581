package io.callapi.simulator;

import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import java.util.Set;

/**
 * A call in the simulated proxy, as it was when asked for.
 *
 * @param callId its Call-ID
 * @param dialogId the proxy's own name for it
 * @param fromUri who has placed it, as the proxy has it
 * @param toUri who is called; after a transfer a parameter of the proxy may be left in it
 * @param established whether the callee has answered
 * @param heldLegs the legs whose phones are on hold
 */
public record SimulatedCall(
    CallId callId,
    String dialogId,
    String fromUri,
    String toUri,
    boolean established,
    Set<Leg> heldLegs) {

  public boolean isHeld(Leg leg) {
    return heldLegs.contains(leg);
  }
}
