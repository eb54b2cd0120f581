package io.callapi.live;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a phone takes calls, changes of their sessions, and callers who give up. */
final class IncomingCalls {

  private static final Pattern DIRECTION =
      Pattern.compile("a=(inactive|sendonly|recvonly|sendrecv)");
  private static final long BYE_AFTER_REPLACING_MILLIS = 30;

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
      case RING_FOR_EVER -> ring(invite);
      case ANSWER -> {
        if (ring(invite)) {
          line.after(phone.behaviour().ringMillis(), () -> pickUp(invite));
        }
      }
    }
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
    line.answer(invite, 100, "Trying");
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

  void onReinvite(PhoneDialog dialog, SipMessage invite) {
    switch (phone.behaviour().onReinvite()) {
      case SAY_NOTHING -> {}
      case REFUSE -> line.answer(invite, 488, "Not Acceptable Here");
      case ACCEPT -> {
        dialog.media(answerTo(invite.body()));
        line.answer(
            invite,
            SipMessage.response(invite, 200, "OK")
                .body("application/sdp", line.sdp(dialog.media())));
      }
    }
  }

  /** The direction that answers an offer (RFC 3264, section 6.1). */
  private static String answerTo(String offer) {
    Matcher direction = DIRECTION.matcher(offer);
    String offered = direction.find() ? direction.group(1) : "sendrecv";
    return switch (offered) {
      case "sendonly" -> "recvonly";
      case "recvonly" -> "sendonly";
      default -> offered;
    };
  }
}
