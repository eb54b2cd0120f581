package io.callapi.simulator;

import io.callapi.sip.Leg;
import io.callapi.sip.SipStatus;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;

/** Phones that are asked to place a call (REFER). */
final class Referrals {

  private static final SipStatus ACCEPTED = new SipStatus(202, "Accepted");
  private static final SipStatus DECLINE = new SipStatus(603, "Decline");
  private static final SipStatus TIMEOUT = new SipStatus(408, "Request Timeout");

  private final Calls calls;
  private final SimulatedPhoneCalls phoneCalls;
  private final TransferEvents transfers;
  private final SimulatorTiming timing;
  private final Worker worker;

  Referrals(
      Calls calls,
      SimulatedPhoneCalls phoneCalls,
      TransferEvents transfers,
      SimulatorTiming timing,
      Worker worker) {
    this.calls = calls;
    this.phoneCalls = phoneCalls;
    this.transfers = transfers;
    this.timing = timing;
    this.worker = worker;
  }

  /** Sends a REFER to the phone of that leg; gives what it answers, or the proxy for it. */
  Future<SipStatus> refer(SimulatedDialog dialog, Leg leg, String headers) {
    Phone phone = dialog.leg(leg).phone;
    if (phone == null) {
      return Future.succeededFuture(SimulatedRefusals.OK); // the proxy's script answers for itself
    }
    return ReferTarget.parse(headers)
        .map(target -> refer(phone, new Referral(dialog, leg, phone, target)))
        .orElse(Future.succeededFuture(new SipStatus(400, "Bad Request")));
  }

  private Future<SipStatus> refer(Phone phone, Referral referral) {
    return switch (phone.behaviour()) {
      case NOREFER -> Future.succeededFuture(DECLINE);
      case MUTEREFEREE -> answerAfter(Optional.empty(), referral);
      case LATEANSWER -> answerAfter(Optional.of(timing.veryLate()), referral);
      case TOOLATEANSWER ->
          answerAfter(Optional.of(timing.frTimeout().plus(timing.late())), referral);
      case REFERGLARE ->
          referral.leg().refusesFirstRefer()
              ? Future.succeededFuture(SimulatedRefusals.REQUEST_PENDING)
              : obey(referral);
      default -> obey(referral);
    };
  }

  private Future<SipStatus> obey(Referral referral) {
    referral.obey();
    return Future.succeededFuture(ACCEPTED);
  }

  /** The proxy waits only that long, and says 408; the phone obeys all the same. */
  private Future<SipStatus> answerAfter(Optional<Duration> delay, Referral referral) {
    Promise<SipStatus> answer = Promise.promise();
    worker.after(timing.frTimeout(), () -> answer.tryComplete(TIMEOUT));
    delay.ifPresent(
        late ->
            worker.after(
                late,
                () -> {
                  answer.tryComplete(ACCEPTED);
                  referral.obey();
                }));
    return answer.future();
  }

  private static ReferTarget understood(ReferTarget target, PhoneBehaviour caller) {
    boolean replaces = caller.knowsReplaces() && Phone.at(target.uri()).behaviour().knowsReplaces();
    return replaces ? target : target.withoutReplaces();
  }

  /** One request to place a call. */
  private final class Referral {

    private final SimulatedDialog original;
    private final Leg side;
    private final Phone phone;
    private final ReferTarget target;

    Referral(SimulatedDialog original, Leg side, Phone phone, ReferTarget target) {
      this.original = original;
      this.side = side;
      this.phone = phone;
      this.target = target;
    }

    SimulatedLeg leg() {
      return original.leg(side);
    }

    void obey() {
      PhoneBehaviour behaviour = phone.behaviour();
      if (!leg().connected) {
        return; // the phone has forgotten the call
      }
      SimulatedProgressReport report =
          new SimulatedProgressReport(original, leg(), transfers, timing, worker);
      report.trying();
      if (behaviour == PhoneBehaviour.HANGUPFIRST) {
        calls.hangUp(original, side);
      }
      if (behaviour == PhoneBehaviour.REFBUSY) {
        SipStatus unavailable = new SipStatus(503, "Service Unavailable");
        worker.after(timing.referDelay(), () -> report.end(unavailable));
      } else if (behaviour.callsWhenReferred()) {
        callLater(behaviour, report);
      }
    }

    private void callLater(PhoneBehaviour behaviour, SimulatedProgressReport report) {
      boolean late = behaviour == PhoneBehaviour.LATECALL;
      worker.after(late ? timing.late() : timing.referDelay(), () -> call(report));
      if (behaviour == PhoneBehaviour.TWICE) {
        worker.after(timing.referDelay().plus(timing.veryLate()), () -> call(report));
      }
    }

    private void call(SimulatedProgressReport report) {
      phoneCalls.place(phone, understood(target, phone.behaviour()), report);
    }
  }
}
