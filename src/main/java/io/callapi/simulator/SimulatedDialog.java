package io.callapi.simulator;

import io.callapi.sip.Leg;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One dialog in the memory of the simulated proxy, with its two legs. */
final class SimulatedDialog {

  final DialogId id;
  final String callId;
  final String fromUri;
  final String toUri;
  final Map<Leg, DialogLeg> legs = new EnumMap<>(Leg.class);

  /** What {@code dlg_push_var} and callops store with a dialog. */
  final Map<String, String> variables = new HashMap<>();

  DialogState state = DialogState.UNCONFIRMED;
  @Nullable Instant confirmedAt;

  /** The call that is still being set up, to be cancelled. */
  @Nullable Invitation invitation;

  SimulatedDialog(DialogId id, Calls.Request request, Phone callee) {
    this.id = id;
    this.callId = request.callId();
    this.fromUri = request.fromUri();
    this.toUri = request.toUri();
    legs.put(Leg.CALLER, request.caller());
    legs.put(Leg.CALLEE, new DialogLeg(callee, callee.contact(), "", callee.sdp()));
  }

  DialogLeg leg(Leg leg) {
    DialogLeg found = legs.get(leg);
    if (found == null) {
      throw new IllegalStateException("a dialog has both legs");
    }
    return found;
  }

  boolean isAlive() {
    return state != DialogState.DELETED;
  }

  boolean isConfirmed() {
    return state == DialogState.CONFIRMED;
  }

  Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name));
  }
}
