package io.callapi.simulator;

import io.callapi.sip.SipStatus;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a simulated phone does; the user part of its address chooses. */
enum PhoneBehaviour {
  /** Rings and answers: every phone without a name of its own below. */
  OBLIGING,
  BUSY,
  DECLINE,
  REDIRECT,
  /** Rings for ever. */
  NOANSWER,
  /** Is not registered, so the proxy answers for it. */
  UNREACHABLE,
  /** Swallows the call without a word. */
  SILENT,
  SLOW,
  /** Refuses to place a call for somebody else. */
  NOREFER,
  /** Agrees to place a call and does nothing. */
  REFMUTE,
  /** Agrees to place a call and then reports that it could not. */
  REFBUSY,
  /** Places the call and does not report how it goes. */
  NONOTIFY,
  /** Refuses to be put on hold. */
  NOHOLD,
  /** Does not know Replaces: an attended transfer becomes a plain new call. */
  NOREPLACES;

  private static final SipStatus OK = new SipStatus(200, "OK");

  static PhoneBehaviour of(String user) {
    if (user.startsWith("call-api-doctor-")) {
      return UNREACHABLE; // whom the doctor's test calls are for
    }
    return Arrays.stream(values())
        .filter(behaviour -> behaviour.name().toLowerCase(Locale.ROOT).equals(user))
        .findFirst()
        .orElse(OBLIGING);
  }

  /** The answer to a new call, if the phone refuses it without ringing. */
  Optional<SipStatus> refusal() {
    return switch (this) {
      case BUSY -> Optional.of(new SipStatus(486, "Busy Here"));
      case DECLINE -> Optional.of(new SipStatus(603, "Decline"));
      case REDIRECT -> Optional.of(new SipStatus(302, "Moved Temporarily"));
      default -> Optional.empty();
    };
  }

  boolean isRegistered() {
    return this != UNREACHABLE;
  }

  boolean rings() {
    return this != SILENT;
  }

  boolean answers() {
    return this != NOANSWER;
  }

  SipStatus answerToRefer() {
    return this == NOREFER ? new SipStatus(603, "Decline") : new SipStatus(202, "Accepted");
  }

  boolean callsWhenReferred() {
    return this != NOREFER && this != REFMUTE && this != REFBUSY;
  }

  boolean notifies() {
    return this != NONOTIFY;
  }

  SipStatus answerToReInvite() {
    return this == NOHOLD ? new SipStatus(488, "Not Acceptable Here") : OK;
  }

  boolean knowsReplaces() {
    return this != NOREPLACES;
  }
}
