package io.callapi.simulator;

import io.callapi.sip.SipUri;
import java.time.Duration;
import java.util.Optional;

/**
 * Calls that phones place. A phone tries again by itself, within the same call, where it is asked
 * for credentials or sent to another address.
 */
final class SimulatedPhoneCalls {

  private static final int MOST_ATTEMPTS = 3;

  private final Calls calls;
  private final Tokens tokens;
  private final Worker worker;

  SimulatedPhoneCalls(Calls calls, Tokens tokens, Worker worker) {
    this.calls = calls;
    this.tokens = tokens;
    this.worker = worker;
  }

  /** One INVITE of a call, and who wants to hear how it goes. */
  private record Attempt(
      Phone phone, String callId, String tag, String toUri, Invitation.Listener listener) {}

  /** A call under a Call-ID as the phone makes it. */
  void place(Phone phone, ReferTarget target, Invitation.Listener listener) {
    String word = tokens.callId();
    boolean odd = phone.behaviour() == PhoneBehaviour.ODDCALLID;
    place(phone, target, odd ? word.replaceFirst("^([^@]*)", "<$1>") : word, listener);
  }

  /** A call; the listener hears each ringing, and the end of the last attempt. */
  void place(Phone phone, ReferTarget target, String callId, Invitation.Listener listener) {
    ReferTarget dialled =
        phone.behaviour() == PhoneBehaviour.PLAIN
            ? new ReferTarget(target.uri().withoutParameters(), target.replaces())
            : target;
    Attempt attempt = new Attempt(phone, callId, tokens.tag(), dialled.uri().value(), listener);
    invite(attempt, dialled, 1);
  }

  private void invite(Attempt attempt, ReferTarget target, int number) {
    Phone phone = attempt.phone();
    SimulatedLeg caller = new SimulatedLeg(phone, phone.contact(), attempt.tag(), phone.sdp());
    caller.showsCredentials = number > 1;
    calls
        .place(
            new Calls.Request(attempt.callId(), phone.identity(), attempt.toUri(), target, caller))
        .invitation()
        .tell(new Retrying(attempt, target, number));
  }

  private final class Retrying implements Invitation.Listener {

    private final Attempt attempt;
    private final ReferTarget target;
    private final int number;

    Retrying(Attempt attempt, ReferTarget target, int number) {
      this.attempt = attempt;
      this.target = target;
      this.number = number;
    }

    @Override
    public void ringing() {
      attempt.listener().ringing();
    }

    @Override
    public void finished(Invitation.Outcome outcome) {
      next(outcome)
          .ifPresentOrElse(
              again -> worker.after(Duration.ZERO, () -> invite(attempt, again, number + 1)),
              () -> attempt.listener().finished(outcome));
    }

    private Optional<ReferTarget> next(Invitation.Outcome outcome) {
      boolean givesUp = attempt.phone().behaviour() == PhoneBehaviour.GIVEUP;
      if (givesUp || number == MOST_ATTEMPTS) {
        return Optional.empty();
      }
      return switch (outcome.status().code()) {
        case 407 -> Optional.of(target);
        case 302 -> Optional.of(new ReferTarget(movedTo(target.uri()), target.replaces()));
        default -> Optional.empty();
      };
    }
  }

  private static SipUri movedTo(SipUri uri) {
    return new SipUri("sip:carol@" + uri.host() + ":" + uri.port());
  }
}
