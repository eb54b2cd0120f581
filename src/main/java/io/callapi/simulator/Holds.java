package io.callapi.simulator;

import io.callapi.sip.Leg;
import io.callapi.sip.SipStatus;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;

/** Puts the legs of a call on hold and takes them off, by re-INVITE, as callops does. */
final class Holds {

  static final String CALL_HOLD = "E_CALL_HOLD";

  private static final int SEND_OFF = 1;
  private static final int RECEIVE_OFF = 2;
  private static final int BOTH_OFF = SEND_OFF | RECEIVE_OFF;

  private final SimulatedEventSink events;
  private final Worker worker;
  private final boolean marksLegsByAnswer;

  Holds(SimulatedEventSink events, Worker worker, SimulatedVersion version) {
    this.events = events;
    this.worker = worker;
    // Up to 3.6 a leg counts as held, or as resumed, before its phone has answered.
    this.marksLegsByAnswer = version.isAtLeast(4, 0);
  }

  /** What is switched off at each leg if the one named, or both, is to be held. */
  static Map<Leg, Integer> modes(String leg) {
    return switch (leg) {
      case "both" -> Map.of(Leg.CALLER, BOTH_OFF, Leg.CALLEE, BOTH_OFF);
      case "caller" -> Map.of(Leg.CALLER, RECEIVE_OFF, Leg.CALLEE, SEND_OFF);
      case "callee" -> Map.of(Leg.CALLER, SEND_OFF, Leg.CALLEE, RECEIVE_OFF);
      default -> throw new MiRefusal(420, "Bad leg");
    };
  }

  /** Returns false if neither leg had to be asked. */
  boolean hold(SimulatedDialog dialog, Map<Leg, Integer> modes) {
    boolean caller = hold(dialog, Leg.CALLER, modes.getOrDefault(Leg.CALLER, BOTH_OFF));
    boolean callee = hold(dialog, Leg.CALLEE, modes.getOrDefault(Leg.CALLEE, BOTH_OFF));
    return caller || callee;
  }

  /** Returns false if neither leg had to be asked. */
  boolean unhold(SimulatedDialog dialog, Map<Leg, Integer> modes) {
    boolean callee = unhold(dialog, Leg.CALLEE, modes.getOrDefault(Leg.CALLEE, BOTH_OFF));
    boolean caller = unhold(dialog, Leg.CALLER, modes.getOrDefault(Leg.CALLER, BOTH_OFF));
    return caller || callee;
  }

  private boolean hold(SimulatedDialog dialog, Leg leg, int mode) {
    int now = dialog.leg(leg).holdMode;
    if (now == mode) {
      return false;
    }
    if (dialog.leg(leg).inactive) {
      return true; // nothing to switch off: nobody is asked, nothing is marked or told
    }
    reInvite(dialog, leg, "hold", now | mode);
    return true;
  }

  private boolean unhold(SimulatedDialog dialog, Leg leg, int mode) {
    int now = dialog.leg(leg).holdMode;
    if (now == 0) {
      return false;
    }
    reInvite(dialog, leg, "unhold", now & ~mode);
    return true;
  }

  private void reInvite(SimulatedDialog dialog, Leg leg, String action, int mode) {
    raise(dialog, leg, action, "start");
    if (!marksLegsByAnswer) {
      dialog.leg(leg).holdMode = mode;
    }
    worker.after(Duration.ZERO, () -> answered(dialog, leg, action, mode));
  }

  private void answered(SimulatedDialog dialog, Leg leg, String action, int mode) {
    SipStatus status = SimulatedRefusals.ofChange(dialog.leg(leg), mode == 0);
    if (status.isSuccess()) {
      dialog.leg(leg).holdMode = mode;
      dialog.leg(leg).held = mode != 0;
    }
    raise(dialog, leg, action, status.isSuccess() ? "ok" : "fail");
  }

  private void raise(SimulatedDialog dialog, Leg leg, String action, String state) {
    events.raise(
        CALL_HOLD,
        new JsonObject()
            .put("callid", dialog.callId)
            .put("leg", leg.wireName())
            .put("action", action)
            .put("state", state));
  }
}
