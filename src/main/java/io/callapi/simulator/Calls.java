package io.callapi.simulator;

import io.callapi.sip.Leg;
import io.callapi.sip.SipStatus;
import java.time.Duration;

/** Sets up and ends calls that pass through the simulated proxy. */
final class Calls {

  /** An INVITE as the proxy receives it. */
  record Request(
      String callId, String fromUri, String toUri, ReferTarget target, SimulatedLeg caller) {}

  private final Dialogs dialogs;
  private final TransferEvents transfers;
  private final Tokens tokens;
  private final SimulatorTiming timing;
  private final Worker worker;

  Calls(
      Dialogs dialogs,
      TransferEvents transfers,
      Tokens tokens,
      SimulatorTiming timing,
      Worker worker) {
    this.dialogs = dialogs;
    this.transfers = transfers;
    this.tokens = tokens;
    this.timing = timing;
    this.worker = worker;
  }

  /** A call on its way: its dialog, and where to hear how it goes. */
  record Placed(SimulatedDialog dialog, Invitation invitation) {}

  /** Passes a call on to the phone it is for. */
  Placed place(Request request) {
    Phone callee = Phone.at(request.target().uri());
    SimulatedDialog dialog = dialogs.create(request, callee);
    Invitation invitation = new Invitation(callee, request.caller(), timing, worker);
    dialog.invitation = invitation;
    invitation.tell(new Progress(dialog));
    transfers.watch(dialog, request.target()).forEach(invitation::tell);
    invitation.tell(new Acknowledgement(dialog));
    worker.after(Duration.ZERO, () -> deliver(invitation, request));
    return new Placed(dialog, invitation);
  }

  /** An INVITE of the proxy's own that does not pass through its script: no dialog. */
  Invitation placeBeside(Phone callee, SimulatedLeg caller) {
    Invitation invitation = new Invitation(callee, caller, timing, worker);
    worker.after(Duration.ZERO, invitation::deliver);
    return invitation;
  }

  /** The proxy ends a call: BYE to both phones, or CANCEL to the one that rings. */
  void end(SimulatedDialog dialog) {
    Invitation ringing = dialog.invitation;
    if (ringing != null) {
      ringing.cancel();
    } else {
      disconnect(dialog);
    }
  }

  /** A phone hangs up, gives up, or refuses to be rung any longer. */
  void hangUp(SimulatedDialog dialog, Leg leg) {
    Invitation ringing = dialog.invitation;
    if (ringing == null) {
      dialog.leg(leg).cseq++;
      disconnect(dialog);
    } else if (leg == Leg.CALLER) {
      ringing.cancel();
    } else {
      ringing.refuse(new SipStatus(603, "Decline"));
    }
  }

  private void deliver(Invitation invitation, Request request) {
    request
        .target()
        .replaces()
        .ifPresentOrElse(replaces -> deliver(invitation, replaces), invitation::deliver);
  }

  private void deliver(Invitation invitation, Replaces replaces) {
    SimulatedDialog replaced = dialogs.aliveByCallId(replaces.callId()).orElse(null);
    Leg reached = replaced == null ? null : replaces.reachedLeg(replaced).orElse(null);
    boolean ringsThere = replaced != null && !replaced.isAnswered() && reached == Leg.CALLEE;
    if (replaced == null || reached == null || ringsThere) { // RFC 3891, section 3
      invitation.refuse(new SipStatus(481, "Call/Transaction Does Not Exist"));
      return;
    }
    invitation.tell(outcome -> leaveReplaced(outcome, replaced, reached));
    invitation.deliver();
  }

  private void leaveReplaced(Invitation.Outcome outcome, SimulatedDialog replaced, Leg reached) {
    if (outcome.isAnswer()) {
      worker.after(timing.byeAfterReplaces(), () -> hangUp(replaced, reached));
    }
  }

  private void disconnect(SimulatedDialog dialog) {
    dialog.legs.values().forEach(leg -> leg.connected = false);
    dialogs.move(dialog, DialogState.DELETED);
  }

  /** Follows the answers of the phone in the dialog table. */
  private final class Progress implements Invitation.Listener {

    private final SimulatedDialog dialog;

    Progress(SimulatedDialog dialog) {
      this.dialog = dialog;
    }

    @Override
    public void ringing() {
      dialog.ring(tokens);
      dialogs.move(dialog, DialogState.EARLY);
    }

    @Override
    public void finished(Invitation.Outcome outcome) {
      dialog.invitation = null;
      SimulatedLeg callee = dialog.leg(Leg.CALLEE);
      if (callee.tag.isEmpty() && outcome.source() == Invitation.Source.PHONE) {
        callee.tag = tokens.tag();
      }
      boolean answered = outcome.isAnswer();
      dialogs.move(dialog, answered ? DialogState.CONFIRMED_WITHOUT_ACK : DialogState.DELETED);
    }
  }

  /** Lets the caller's ACK pass, once the answer has reached it. */
  private final class Acknowledgement implements Invitation.Listener {

    private final SimulatedDialog dialog;

    Acknowledgement(SimulatedDialog dialog) {
      this.dialog = dialog;
    }

    @Override
    public void finished(Invitation.Outcome outcome) {
      if (outcome.isAnswer()) {
        dialogs.move(dialog, DialogState.CONFIRMED);
        worker.after(Duration.ZERO, dialog::switchOff);
      }
    }
  }
}
