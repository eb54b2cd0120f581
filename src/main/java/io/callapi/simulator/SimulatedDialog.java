package io.callapi.simulator;

import io.callapi.sip.Leg;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One dialog in the memory of the simulated proxy, with its two legs. */
final class SimulatedDialog {

  final SimulatedDialogId id;
  final String callId;
  final String fromUri;
  final String toUri;
  final Map<Leg, SimulatedLeg> legs = new EnumMap<>(Leg.class);

  /** What {@code dlg_push_var} and callops store with a dialog. */
  final Map<String, String> variables = new HashMap<>();

  /** All that the callee's address has rung, in the order of the proxy's branches. */
  final List<SimulatedLeg> callees = new ArrayList<>();

  DialogState state = DialogState.UNCONFIRMED;
  @Nullable Instant confirmedAt;

  /** The call that is still being set up, to be cancelled. */
  @Nullable Invitation invitation;

  SimulatedDialog(SimulatedDialogId id, Calls.Request request, Phone callee) {
    this.id = id;
    this.callId = request.callId();
    this.fromUri = request.fromUri();
    this.toUri = request.toUri();
    legs.put(Leg.CALLER, request.caller());
    SimulatedLeg answering = new SimulatedLeg(callee, callee.contact(), "", callee.sdp());
    legs.put(Leg.CALLEE, answering);
    callees.add(answering);
  }

  /** The callee's phone rings, or both where there are two. */
  void ring(Tokens tokens) {
    SimulatedLeg answering = leg(Leg.CALLEE);
    answering.tag = tokens.tag();
    Phone phone = answering.phone;
    if (phone == null || callees.size() > 1) {
      return;
    }
    switch (phone.behaviour()) {
      case FORK -> callees.add(0, new SimulatedLeg(phone, "", tokens.tag(), ""));
      case FORKBOTH ->
          callees.add(new SimulatedLeg(phone, phone.contact(), tokens.tag(), phone.sdp()));
      default -> {}
    }
  }

  /** The phones that answer besides the one that was first. */
  List<SimulatedLeg> secondAnswers() {
    SimulatedLeg first = leg(Leg.CALLEE);
    return callees.stream().filter(leg -> leg != first && !leg.contact.isEmpty()).toList();
  }

  /** The tag of the callee: of the first phone that has rung, until one has answered. */
  String calleeTag() {
    return isAnswered() ? leg(Leg.CALLEE).tag : callees.get(0).tag;
  }

  boolean isAnswered() {
    return confirmedAt != null;
  }

  /** A phone that does so puts the call on hold itself, by a re-INVITE that raises no event. */
  void switchOff() {
    boolean off = legs.values().stream().anyMatch(SimulatedDialog::switchesOff);
    for (SimulatedLeg leg : off ? legs.values() : List.<SimulatedLeg>of()) {
      leg.inactive = true;
      leg.held = true;
    }
  }

  private static boolean switchesOff(SimulatedLeg leg) {
    return leg.phone != null && leg.phone.behaviour() == PhoneBehaviour.INACTIVE;
  }

  SimulatedLeg leg(Leg leg) {
    SimulatedLeg found = legs.get(leg);
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
