package io.callapi.live;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a phone takes changes of the session of a call: the re-INVITEs of hold and resume. */
final class SessionChanges {

  private static final Pattern DIRECTION =
      Pattern.compile("a=(inactive|sendonly|recvonly|sendrecv)");
  private static final String BOTH_WAYS = "sendrecv";

  private final PhoneBehaviour behaviour;
  private final PhoneLine line;
  private final Set<String> refused = new HashSet<>();

  SessionChanges(PhoneBehaviour behaviour, PhoneLine line) {
    this.behaviour = behaviour;
    this.line = line;
  }

  void onReinvite(PhoneDialog dialog, SipMessage invite) {
    String answer = answerTo(invite.body());
    boolean resumes = answer.equals(BOTH_WAYS) && !dialog.media().equals(BOTH_WAYS);
    switch (behaviour.onReinvite()) {
      case SAY_NOTHING -> {}
      case REFUSE -> refuse(invite);
      case GLARE_ONCE -> {
        if (refused.add(dialog.callId())) {
          line.answer(invite, 491, "Request Pending");
        } else {
          accept(dialog, invite, answer);
        }
      }
      case REFUSE_TO_RESUME_ONCE -> {
        boolean first = resumes && refused.add(dialog.callId());
        refuseOrAccept(first, dialog, invite, answer);
      }
      case REFUSE_TO_RESUME -> refuseOrAccept(resumes, dialog, invite, answer);
      case ACCEPT -> accept(dialog, invite, answer);
    }
  }

  private void refuseOrAccept(
      boolean refuses, PhoneDialog dialog, SipMessage invite, String answer) {
    if (refuses) {
      refuse(invite);
    } else {
      accept(dialog, invite, answer);
    }
  }

  private void refuse(SipMessage invite) {
    line.answer(invite, 488, "Not Acceptable Here");
  }

  private void accept(PhoneDialog dialog, SipMessage invite, String answer) {
    dialog.media(answer);
    line.answer(
        invite, SipMessage.response(invite, 200, "OK").body("application/sdp", line.sdp(answer)));
  }

  /** The direction that answers an offer (RFC 3264, section 6.1). */
  private static String answerTo(String offer) {
    Matcher direction = DIRECTION.matcher(offer);
    String offered = direction.find() ? direction.group(1) : BOTH_WAYS;
    return switch (offered) {
      case "sendonly" -> "recvonly";
      case "recvonly" -> "sendonly";
      default -> offered;
    };
  }
}
