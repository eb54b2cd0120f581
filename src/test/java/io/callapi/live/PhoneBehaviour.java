package io.callapi.live;

import java.util.Set;

/** What a phone does when it is asked something, and the habits that it has besides. */
record PhoneBehaviour(
    OnInvite onInvite, OnReinvite onReinvite, OnRefer onRefer, Set<Habit> habits) {

  /** What it does about a new call. */
  enum OnInvite {
    ANSWER,
    RING_FOR_EVER,
    SAY_NOTHING,
    BUSY,
    DECLINE,
    /** 407 to an INVITE without credentials. */
    CHALLENGE,
    /** 302 to carol, as the proxy knows her. */
    REDIRECT,
    /** 488 unless PCMA (payload 8) is offered. */
    ONLY_PCMA,
    /** 480 unless the caller's Contact is a SIPS URI. */
    ONLY_SIPS
  }

  /** What it does about a change of the session, which is how a call is held. */
  enum OnReinvite {
    ACCEPT,
    REFUSE,
    SAY_NOTHING,
    /** 491 to the first one of a call. */
    GLARE_ONCE,
    /** 488 to the first one that would resume a held call. */
    REFUSE_TO_RESUME_ONCE,
    REFUSE_TO_RESUME
  }

  /** What it does about a request to place another call. */
  enum OnRefer {
    CALL_AND_NOTIFY,
    CALL_ONLY,
    REFUSE,
    ACCEPT_AND_GIVE_UP,
    ACCEPT_ONLY,
    SAY_NOTHING,
    /** 491 to the first one of a call. */
    GLARE_ONCE,
    /** 202 after 3 seconds. */
    ANSWER_LATE,
    /** 202 after 6 seconds, when the proxy has given up. */
    ANSWER_TOO_LATE,
    /** 202, then BYE in the old call, then the new call. */
    HANG_UP_FIRST
  }

  /** What it does differently from others, whatever it is asked. */
  enum Habit {
    /** Rings for 3 seconds before it answers. */
    ANSWERS_SLOWLY,
    /** Rings 300 ms after it was called. */
    RINGS_LATE,
    /** Its NOTIFYs say {@code Event: refer;id=2} instead of {@code refer}. */
    EVENT_ID,
    /** Tells of success as soon as the other phone rings. */
    NOTIFIES_EARLY,
    /** Tells of a failure a second after it. */
    NOTIFIES_LATE,
    /** Its NOTIFYs have a header after the status line. */
    NOTIFIES_WITH_HEADERS,
    /** Places the call it was asked for after a second. */
    CALLS_LATE,
    /** Places the call it was asked for, and 3 seconds later once more. */
    CALLS_TWICE,
    /** Does not try again when it is asked for credentials, or told another address. */
    GIVES_UP,
    /** Calls addresses without their parameters. */
    DROPS_PARAMETERS,
    /** Its Call-IDs have {@code <} and {@code >} in them. */
    ODD_CALL_ID,
    /** Hides who it is (RFC 3323). */
    ANONYMOUS,
    /** Its own address is a telephone number. */
    TEL_FROM
  }

  private static final long RING_MILLIS = 50;
  private static final long SLOW_RING_MILLIS = 3000;

  /** Answers, and does as it is asked. */
  static final PhoneBehaviour POLITE =
      new PhoneBehaviour(OnInvite.ANSWER, OnReinvite.ACCEPT, OnRefer.CALL_AND_NOTIFY, Set.of());

  PhoneBehaviour with(OnInvite other) {
    return new PhoneBehaviour(other, onReinvite, onRefer, habits);
  }

  PhoneBehaviour with(OnReinvite other) {
    return new PhoneBehaviour(onInvite, other, onRefer, habits);
  }

  PhoneBehaviour with(OnRefer other) {
    return new PhoneBehaviour(onInvite, onReinvite, other, habits);
  }

  PhoneBehaviour with(Habit... some) {
    return new PhoneBehaviour(onInvite, onReinvite, onRefer, Set.of(some));
  }

  boolean has(Habit habit) {
    return habits.contains(habit);
  }

  /** How long it rings before it answers. */
  long ringMillis() {
    return has(Habit.ANSWERS_SLOWLY) ? SLOW_RING_MILLIS : RING_MILLIS;
  }
}
