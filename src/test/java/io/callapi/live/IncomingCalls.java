package io.callapi.live;

import io.callapi.live.PhoneBehaviour.Habit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a phone takes calls, and callers who give up. */
final class IncomingCalls {

  private static final Pattern PCMA = Pattern.compile("(?m)^m=audio \\S+ \\S+ (?:\\S+ )*8\\b");
  private static final long BYE_AFTER_REPLACING_MILLIS = 30;
  private static final long LATE_RING_MILLIS = 300;
  private static final Refusal CHALLENGE =
      new Refusal(
          407,
          "Proxy Authentication Required",
          "Proxy-Authenticate",
          "Digest realm=\"phones\", nonce=\"1\"");
  private static final Refusal NOT_ACCEPTABLE =
      new Refusal(488, "Not Acceptable Here", "Warning", "304 phone \"PCMA only\"");
  private static final Refusal UNAVAILABLE =
      new Refusal(480, "Temporarily Unavailable", "Warning", "380 phone \"SIPS required\"");

  private final Phone phone;
  private final PhoneLine line;
  private final Map<String, Ringing> ringing = new HashMap<>();

  private record Ringing(SipMessage invite, String tag, Optional<PhoneDialog> replaced) {}

  IncomingCalls(Phone phone, PhoneLine line) {
    this.phone = phone;
    this.line = line;
  }

  void onInvite(SipMessage invite) {
    switch (phone.behaviour().onInvite()) {
      case SAY_NOTHING -> {}
      case BUSY -> refuse(invite, 486, "Busy Here");
      case DECLINE -> refuse(invite, 603, "Decline");
      case RING_FOR_EVER -> {
        line.answer(invite, 100, "Trying");
        ring(invite);
      }
      case ANSWER -> ringAndAnswer(invite);
      case CHALLENGE -> answerIf(!invite.first("proxy-authorization").isEmpty(), invite, CHALLENGE);
      case ONLY_PCMA -> answerIf(PCMA.matcher(invite.body()).find(), invite, NOT_ACCEPTABLE);
      case ONLY_SIPS -> answerIf(invite.first("contact").contains("sips:"), invite, UNAVAILABLE);
      case REDIRECT -> redirect(invite);
    }
  }

  private void ringAndAnswer(SipMessage invite) {
    long before = phone.behaviour().has(Habit.RINGS_LATE) ? LATE_RING_MILLIS : 0;
    line.answer(invite, 100, "Trying");
    if (before == 0) {
      ringThenPickUp(invite);
    } else {
      line.after(before, () -> ringThenPickUp(invite));
    }
  }

  private void ringThenPickUp(SipMessage invite) {
    if (ring(invite)) {
      line.after(phone.behaviour().ringMillis(), () -> pickUp(invite));
    }
  }

  /** A refusal, with what else it says. */
  private record Refusal(int status, String reason, String header, String value) {}

  private void answerIf(boolean good, SipMessage invite, Refusal otherwise) {
    if (good) {
      ringAndAnswer(invite);
    } else {
      line.answer(
          invite,
          SipMessage.response(invite, otherwise.status(), otherwise.reason())
              .toTag(PhoneLine.token())
              .with(otherwise.header(), otherwise.value()));
    }
  }

  private void redirect(SipMessage invite) {
    String proxy = line.proxy().host() + ":" + line.proxy().port();
    line.answerAsIs(
        invite,
        SipMessage.response(invite, 302, "Moved Temporarily")
            .toTag(PhoneLine.token())
            .with("Contact", "<sip:carol@" + proxy + ">"));
  }

  private void refuse(SipMessage invite, int status, String reason) {
    line.answer(invite, SipMessage.response(invite, status, reason).toTag(PhoneLine.token()));
  }

  private boolean ring(SipMessage invite) {
    Optional<PhoneDialog> replaced = replacedBy(invite);
    if (replaced.isEmpty() && !invite.first("replaces").isEmpty()) {
      refuse(invite, 481, "Call/Transaction Does Not Exist");
      return false;
    }
    Ringing call = new Ringing(invite, PhoneLine.token(), replaced);
    ringing.put(invite.branch(), call);
    line.answer(invite, SipMessage.response(invite, 180, "Ringing").toTag(call.tag()));
    return true;
  }

  /** The call an INVITE takes over (RFC 3891). */
  private Optional<PhoneDialog> replacedBy(SipMessage invite) {
    String replaces = invite.first("replaces");
    int parameters = replaces.indexOf(';');
    if (parameters < 0) {
      return Optional.empty();
    }
    String toTag = SipAddress.parameter(replaces.substring(parameters), "to-tag");
    String fromTag = SipAddress.parameter(replaces.substring(parameters), "from-tag");
    return phone
        .dialog(replaces.substring(0, parameters).strip())
        .filter(d -> d.localTag().equals(toTag) && d.remoteTag().equals(fromTag));
  }

  private void pickUp(SipMessage invite) {
    Ringing call = ringing.remove(invite.branch());
    if (call == null) {
      return;
    }
    phone.add(PhoneDialog.answered(invite, call.tag()));
    line.answer(
        invite,
        SipMessage.response(invite, 200, "OK")
            .toTag(call.tag())
            .body("application/sdp", line.sdp("sendrecv")));
    call.replaced()
        .ifPresent(old -> line.after(BYE_AFTER_REPLACING_MILLIS, () -> phone.hangUp(old)));
  }

  void onCancel(SipMessage cancel) {
    line.answer(cancel, 200, "OK");
    Ringing call = ringing.remove(cancel.branch());
    if (call != null) {
      line.answer(
          call.invite(),
          SipMessage.response(call.invite(), 487, "Request Terminated").toTag(call.tag()));
    }
  }
}
