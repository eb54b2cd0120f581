package io.callapi.live;

import java.util.List;

/**
 * What a phone does when it is asked something.
 *
 * @param ringMillis how long it rings before it answers
 * @param eventId whether its NOTIFYs say {@code Event: refer;id=2} instead of {@code refer}
 */
record PhoneBehaviour(
    OnInvite onInvite, OnReinvite onReinvite, OnRefer onRefer, long ringMillis, boolean eventId) {

  /** What it does about a new call. */
  enum OnInvite {
    ANSWER,
    RING_FOR_EVER,
    SAY_NOTHING,
    BUSY,
    DECLINE
  }

  /** What it does about a change of the session, which is how a call is held. */
  enum OnReinvite {
    ACCEPT,
    REFUSE,
    SAY_NOTHING
  }

  /** What it does about a request to place another call. */
  enum OnRefer {
    CALL_AND_NOTIFY,
    CALL_ONLY,
    REFUSE,
    ACCEPT_AND_GIVE_UP,
    ACCEPT_ONLY,
    SAY_NOTHING
  }

  /** All phones of a farm. */
  static final List<String> PHONES =
      List.of(
          "alice",
          "bob",
          "carol",
          "dave",
          "busy",
          "decline",
          "noanswer",
          "silent",
          "slow",
          "nohold",
          "mutehold",
          "norefer",
          "nonotify",
          "refbusy",
          "refmute",
          "mutereferee",
          "idrefer");

  private static final PhoneBehaviour POLITE =
      new PhoneBehaviour(OnInvite.ANSWER, OnReinvite.ACCEPT, OnRefer.CALL_AND_NOTIFY, 50, false);

  static PhoneBehaviour of(String phone) {
    return switch (phone) {
      case "busy" -> POLITE.with(OnInvite.BUSY);
      case "decline" -> POLITE.with(OnInvite.DECLINE);
      case "noanswer" -> POLITE.with(OnInvite.RING_FOR_EVER);
      case "silent" -> POLITE.with(OnInvite.SAY_NOTHING);
      case "slow" -> POLITE.ringing(3000);
      case "nohold" -> POLITE.with(OnReinvite.REFUSE);
      case "mutehold" -> POLITE.with(OnReinvite.SAY_NOTHING);
      case "norefer" -> POLITE.with(OnRefer.REFUSE);
      case "nonotify" -> POLITE.with(OnRefer.CALL_ONLY);
      case "refbusy" -> POLITE.with(OnRefer.ACCEPT_AND_GIVE_UP);
      case "refmute" -> POLITE.with(OnRefer.ACCEPT_ONLY);
      case "mutereferee" -> POLITE.with(OnRefer.SAY_NOTHING);
      case "idrefer" -> POLITE.withEventId();
      default -> POLITE;
    };
  }

  private PhoneBehaviour with(OnInvite other) {
    return new PhoneBehaviour(other, onReinvite, onRefer, ringMillis, eventId);
  }

  private PhoneBehaviour with(OnReinvite other) {
    return new PhoneBehaviour(onInvite, other, onRefer, ringMillis, eventId);
  }

  private PhoneBehaviour with(OnRefer other) {
    return new PhoneBehaviour(onInvite, onReinvite, other, ringMillis, eventId);
  }

  private PhoneBehaviour ringing(long millis) {
    return new PhoneBehaviour(onInvite, onReinvite, onRefer, millis, eventId);
  }

  private PhoneBehaviour withEventId() {
    return new PhoneBehaviour(onInvite, onReinvite, onRefer, ringMillis, true);
  }
}
