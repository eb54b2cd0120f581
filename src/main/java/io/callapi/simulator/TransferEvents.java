package io.callapi.simulator;

import io.callapi.simulator.Invitation.Source;
import io.callapi.sip.Leg;
import io.callapi.sip.SipStatus;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What the module callops tells about transfers, with its oddities.
 *
 * <p>It keeps two variables with a dialog: the leg that is being transferred, which only {@code
 * call_transfer} sets and which is emptied, not removed, at the end; and the Call-ID of the other
 * call of the transfer.
 */
final class TransferEvents {

  static final String CALL_TRANSFER = "E_CALL_TRANSFER";
  static final String LEG = "call_transfer_leg";
  static final String CALL_ID = "call_transfer_callid";

  private static final SipStatus MADE_UP = new SipStatus(408, "Request Timeout");

  /** How a transfer is going. */
  private record News(String newCall, String destination, String state, String status) {}

  private final Dialogs dialogs;
  private final SimulatedEventSink events;

  TransferEvents(Dialogs dialogs, SimulatedEventSink events) {
    this.dialogs = dialogs;
    this.events = events;
  }

  /** Sees a new call; if it is part of a transfer, says so and watches its final answer. */
  List<Invitation.Listener> watch(SimulatedDialog newCall, ReferTarget target) {
    String destination = target.uri().without("osid").value();
    List<Invitation.Listener> watchers = new ArrayList<>();
    if (target.replaces().isPresent()) {
      watchReplacement(newCall, target.replaces().get(), destination, watchers);
    } else {
      target
          .originalDialogId()
          .flatMap(dialogs::aliveById)
          .ifPresent(original -> watchBlind(newCall, original, destination, watchers));
    }
    return watchers;
  }

  /** A phone reports how the call that it was asked to place is doing. */
  void notified(SimulatedDialog original, String status) {
    if (original.isAlive()) {
      original
          .variable(CALL_ID)
          .ifPresent(newCall -> raise(original, new News(newCall, "", "notify", status)));
    }
  }

  private void watchBlind(
      SimulatedDialog newCall,
      SimulatedDialog original,
      String destination,
      List<Invitation.Listener> watchers) {
    original.variables.put(CALL_ID, newCall.callId);
    // The module names the new call where the leg belongs.
    raise(original, newCall.callId, new News(newCall.callId, destination, "start", ""));
    watchers.add(outcome -> finished(original, newCall, destination, outcome));
  }

  private void watchReplacement(
      SimulatedDialog newCall,
      Replaces replaces,
      String destination,
      List<Invitation.Listener> watchers) {
    SimulatedDialog replaced = dialogs.aliveByCallId(replaces.callId()).orElse(null);
    Leg reached = replaced == null ? null : replaces.reachedLeg(replaced).orElse(null);
    if (replaced == null || reached == null) {
      return;
    }
    replaced
        .variable(CALL_ID)
        .flatMap(dialogs::aliveByCallId)
        .ifPresent(original -> watchOriginal(newCall, original, destination, watchers));
    replaced.variables.put(LEG, reached.wireName());
    replaced.variables.put(CALL_ID, newCall.callId);
    raise(replaced, new News(newCall.callId, destination, "start", ""));
    watchers.add(0, outcome -> finished(replaced, newCall, destination, outcome));
  }

  private void watchOriginal(
      SimulatedDialog newCall,
      SimulatedDialog original,
      String destination,
      List<Invitation.Listener> watchers) {
    raise(original, new News(newCall.callId, destination, "start", ""));
    original.variables.put(CALL_ID, newCall.callId);
    watchers.add(outcome -> finished(original, newCall, destination, outcome));
  }

  private void finished(
      SimulatedDialog dialog,
      SimulatedDialog newCall,
      String destination,
      Invitation.Outcome outcome) {
    String state = outcome.isAnswer() ? "ok" : "fail";
    // The module cannot read what the proxy itself has answered, and makes a status up.
    SipStatus status = outcome.source() == Source.REGISTRAR ? MADE_UP : outcome.status();
    raise(dialog, new News(newCall.callId, destination, state, status.toString()));
    dialog.variables.put(LEG, "");
  }

  private void raise(SimulatedDialog dialog, News news) {
    raise(dialog, dialog.variable(LEG).orElse("unknown"), news);
  }

  private void raise(SimulatedDialog dialog, String leg, News news) {
    events.raise(
        CALL_TRANSFER,
        new JsonObject()
            .put("callid", dialog.callId)
            .put("leg", leg)
            .put("transfer_callid", news.newCall())
            .put("destination", news.destination())
            .put("state", news.state())
            .put("status", news.status()));
  }
}
