package io.callapi.simulator;

import io.callapi.sip.SipStatus;

/** How a phone reports on the call that it was asked for (NOTIFY). */
final class SimulatedProgressReport implements Invitation.Listener {

  private static final SipStatus TRYING = new SipStatus(100, "Trying");
  private static final SipStatus RINGING = new SipStatus(180, "Ringing");

  private final SimulatedDialog original;
  private final SimulatedLeg leg;
  private final TransferEvents transfers;
  private final SimulatorTiming timing;
  private final Worker worker;
  private boolean over;

  SimulatedProgressReport(
      SimulatedDialog original,
      SimulatedLeg leg,
      TransferEvents transfers,
      SimulatorTiming timing,
      Worker worker) {
    this.original = original;
    this.leg = leg;
    this.transfers = transfers;
    this.timing = timing;
    this.worker = worker;
  }

  void trying() {
    send(TRYING);
  }

  @Override
  public void ringing() {
    if (behaviour() == PhoneBehaviour.EARLYNOTIFY) {
      end(SimulatedRefusals.OK);
    } else {
      send(RINGING);
    }
  }

  @Override
  public void finished(Invitation.Outcome outcome) {
    if (behaviour() == PhoneBehaviour.LATENOTIFY && !outcome.isAnswer()) {
      worker.after(timing.late(), () -> end(outcome.status()));
    } else {
      end(outcome.status());
    }
  }

  /** The last report; later ones are not sent. */
  void end(SipStatus status) {
    send(status);
    over = true;
  }

  private void send(SipStatus status) {
    if (over || !behaviour().notifies()) {
      return;
    }
    leg.cseq = leg.cseq == 0 ? Tokens.cseq() : leg.cseq + 1;
    if (status.code() != TRYING.code()) {
      // The proxy's script answers "100 Trying" itself: callops does not know the call yet.
      transfers.notified(original, text(status));
    }
  }

  /** callops takes all that follows the version for the status. */
  private String text(SipStatus status) {
    return behaviour() == PhoneBehaviour.HEADERNOTIFY
        ? status + "\r\nContact: <" + leg.contact + ">"
        : status.toString();
  }

  private PhoneBehaviour behaviour() {
    return leg.phone == null ? PhoneBehaviour.NONOTIFY : leg.phone.behaviour();
  }
}
