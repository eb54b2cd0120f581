package io.callapi.simulator;

import java.util.Arrays;
import java.util.Locale;

/**
 * What a simulated phone does; the user part of its address chooses. The texts are what {@code
 * serve --help} and the README say.
 */
enum PhoneBehaviour {
  OBLIGING("rings, answers, and does what it is asked to"),
  SLOW("rings for three seconds before it answers"),
  NOANSWER("rings and never answers"),
  BUSY("answers a call with 486"),
  DECLINE("answers a call with 603"),
  SILENT("does not answer anything, not even with a provisional response"),
  UNREACHABLE("is not registered: the proxy answers 404"),
  REDIRECT("answers a call with 302 and sends the caller to carol"),
  CHALLENGE("answers a call with 407, and takes it when it comes again with credentials"),
  FORK("is two phones: the first one rings, the second one rings and answers"),
  FORKBOTH("is two phones that answer in the same moment"),
  PCMA("answers 488 unless PCMA is offered"),
  STRICTSIPS("answers 480 unless the caller's Contact is a SIPS URI"),
  NOREFER("answers a request to place a call (REFER) with 603"),
  MUTEREFEREE("does not answer a REFER at all"),
  REFERGLARE("answers the first REFER of a call with 491"),
  LATEANSWER("answers a REFER after three seconds, and then obeys"),
  TOOLATEANSWER("answers a REFER when the proxy has given up, and then obeys"),
  REFMUTE("accepts a REFER and does nothing"),
  REFBUSY("accepts a REFER and reports 503"),
  LATECALL("places the call it was asked for a second after it has accepted"),
  TWICE("obeys a REFER, and three seconds later once more"),
  HANGUPFIRST("accepts a REFER, hangs up the old call, and then places the new one"),
  GIVEUP("does not try again when its call is answered with 407 or 302"),
  PLAIN("places calls to addresses without their parameters"),
  ODDCALLID("places calls whose Call-ID has < and > in it"),
  ANONYMOUS("places calls as sip:anonymous@anonymous.invalid"),
  NONOTIFY("places the call it was asked for and reports nothing"),
  EARLYNOTIFY("reports success as soon as the other phone rings"),
  LATENOTIFY("reports a failure a second late"),
  HEADERNOTIFY("reports with a header after the status line"),
  NOREPLACES("does not know Replaces: an attended transfer becomes a plain new call"),
  NOHOLD("answers a change of the session (re-INVITE) with 488"),
  GLARE("answers the first re-INVITE of a call with 491"),
  RESUMEREFUSER("answers the first re-INVITE that would resume a call with 488"),
  NORESUME("answers each re-INVITE that would resume a call with 488"),
  INACTIVE("puts its calls on hold itself, with a=inactive");

  private final String does;

  PhoneBehaviour(String does) {
    this.does = does;
  }

  static PhoneBehaviour of(String user) {
    if (user.startsWith("call-api-doctor-")) {
      return UNREACHABLE; // whom the doctor's test calls are for
    }
    return Arrays.stream(values())
        .filter(behaviour -> behaviour.userPart().equals(user))
        .findFirst()
        .orElse(OBLIGING);
  }

  /** The user part that chooses it. */
  String userPart() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it does, in words for users. */
  String does() {
    return does;
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

  boolean callsWhenReferred() {
    return this != NOREFER && this != MUTEREFEREE && this != REFMUTE && this != REFBUSY;
  }

  boolean notifies() {
    return this != NONOTIFY && this != NOREFER && this != MUTEREFEREE;
  }

  boolean knowsReplaces() {
    return this != NOREPLACES;
  }
}
