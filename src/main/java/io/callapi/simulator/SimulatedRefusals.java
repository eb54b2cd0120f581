package io.callapi.simulator;

import io.callapi.sip.SipStatus;
import java.util.Optional;
import java.util.regex.Pattern;

/** With what phones refuse a new call, or a change of the session of one. */
final class SimulatedRefusals {

  static final SipStatus OK = new SipStatus(200, "OK");
  static final SipStatus REQUEST_PENDING = new SipStatus(491, "Request Pending");
  static final SipStatus CHALLENGE = new SipStatus(407, "Proxy Authentication Required");
  static final SipStatus MOVED = new SipStatus(302, "Moved Temporarily");

  private static final SipStatus NOT_ACCEPTABLE = new SipStatus(488, "Not Acceptable Here");
  private static final Pattern PCMA = Pattern.compile("(?m)^m=audio \\S+ \\S+ (?:\\S+ )*8\\b");

  private SimulatedRefusals() {}

  /** The answer to a new call, if the phone refuses it without ringing. */
  static Optional<SipStatus> ofCall(PhoneBehaviour phone, SimulatedLeg caller) {
    return switch (phone) {
      case BUSY -> Optional.of(new SipStatus(486, "Busy Here"));
      case DECLINE -> Optional.of(new SipStatus(603, "Decline"));
      case REDIRECT -> Optional.of(MOVED);
      case CHALLENGE -> unless(caller.showsCredentials, CHALLENGE);
      case PCMA -> unless(PCMA.matcher(caller.sdp).find(), NOT_ACCEPTABLE);
      case STRICTSIPS ->
          unless(caller.contact.startsWith("sips:"), new SipStatus(480, "Temporarily Unavailable"));
      default -> Optional.empty();
    };
  }

  private static Optional<SipStatus> unless(boolean good, SipStatus status) {
    return good ? Optional.empty() : Optional.of(status);
  }

  /**
   * The answer of the phone of that leg to a re-INVITE.
   *
   * @param resumes whether it would take a held call off hold
   */
  static SipStatus ofChange(SimulatedLeg leg, boolean resumes) {
    Phone phone = leg.phone;
    if (phone == null) {
      return OK; // the proxy's script answers for the party that it plays itself
    }
    return switch (phone.behaviour()) {
      case NOHOLD -> NOT_ACCEPTABLE;
      case NORESUME -> resumes ? NOT_ACCEPTABLE : OK;
      case RESUMEREFUSER -> resumes && leg.refusesFirstChange() ? NOT_ACCEPTABLE : OK;
      case GLARE -> leg.refusesFirstChange() ? REQUEST_PENDING : OK;
      default -> OK;
    };
  }
}
