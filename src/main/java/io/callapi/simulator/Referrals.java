package io.callapi.simulator;

import io.callapi.sip.Leg;
import io.callapi.sip.SipStatus;

/** Phones that are asked to place a call (REFER), and that report how it goes (NOTIFY). */
final class Referrals {

  private static final SipStatus OK = new SipStatus(200, "OK");

  private final Calls calls;
  private final TransferEvents transfers;
  private final Tokens tokens;
  private final SimulatorTiming timing;
  private final Worker worker;

  Referrals(
      Calls calls, TransferEvents transfers, Tokens tokens, SimulatorTiming timing, Worker worker) {
    this.calls = calls;
    this.transfers = transfers;
    this.tokens = tokens;
    this.timing = timing;
    this.worker = worker;
  }

  /** Sends a REFER to the phone of that leg and returns what it answers. */
  SipStatus refer(SimulatedDialog dialog, Leg leg, String headers) {
    Phone phone = dialog.leg(leg).phone;
    if (phone == null) {
      return OK; // the proxy's script answers for the party that it plays itself
    }
    return ReferTarget.parse(headers)
        .map(target -> refer(dialog, leg, phone, target))
        .orElse(new SipStatus(400, "Bad Request"));
  }

  private SipStatus refer(SimulatedDialog dialog, Leg leg, Phone phone, ReferTarget target) {
    PhoneBehaviour behaviour = phone.behaviour();
    Referral referral = new Referral(dialog, dialog.leg(leg), phone);
    if (behaviour.callsWhenReferred()) {
      worker.after(timing.referDelay(), () -> referral.call(understood(target, behaviour)));
    } else if (behaviour == PhoneBehaviour.REFBUSY) {
      SipStatus unavailable = new SipStatus(503, "Service Unavailable");
      worker.after(timing.referDelay(), () -> referral.report(unavailable));
    }
    return behaviour.answerToRefer();
  }

  private static ReferTarget understood(ReferTarget target, PhoneBehaviour caller) {
    boolean replaces = caller.knowsReplaces() && Phone.at(target.uri()).behaviour().knowsReplaces();
    return replaces ? target : target.withoutReplaces();
  }

  /** One call that a phone places for somebody else. */
  private final class Referral implements Invitation.Listener {

    private final SimulatedDialog original;
    private final DialogLeg leg;
    private final Phone phone;

    Referral(SimulatedDialog original, DialogLeg leg, Phone phone) {
      this.original = original;
      this.leg = leg;
      this.phone = phone;
      report(new SipStatus(100, "Trying"));
    }

    void call(ReferTarget target) {
      DialogLeg caller = new DialogLeg(phone, phone.contact(), tokens.tag(), phone.sdp());
      String from = phone.uri().value();
      String to = target.uri().value();
      calls
          .place(new Calls.Request(tokens.callId(), from, to, target, caller))
          .invitation()
          .tell(this);
    }

    @Override
    public void ringing() {
      report(new SipStatus(180, "Ringing"));
    }

    @Override
    public void finished(Invitation.Outcome outcome) {
      report(outcome.status());
    }

    private void report(SipStatus status) {
      if (!phone.behaviour().notifies() || !phone.behaviour().answerToRefer().isSuccess()) {
        return;
      }
      leg.cseq = leg.cseq == 0 ? tokens.cseq() : leg.cseq + 1;
      if (status.code() != 100) {
        // The proxy's script answers "100 Trying" itself: callops does not know the call yet.
        transfers.notified(original, status);
      }
    }
  }
}
