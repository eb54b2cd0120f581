package io.callapi.command;

/** What a command waits for; how long, is said by {@link Deadlines}. */
public enum Deadline {
  /** A phone that was called answers. */
  ANSWER,
  /** The same, for as long as the client lets it ring. */
  RING,
  /** The ACK passes in the set-up dialog, so that requests inside it may be sent. */
  CONFIRM,
  /** The reply that says why a phone was not reached follows the end of its dialog. */
  REASON,
  /** Both sides have sent a request at once: one tries again (RFC 3261, section 14.1). */
  GLARE,
  /** A phone that has not answered a REFER in the proxy's time obeys it all the same. */
  LATE_ANSWER,
  /** A phone that has agreed to a REFER places its call. */
  NEW_CALL,
  /** A phone whose old call is over places its new one all the same. */
  OLD_CALL_OVER,
  /** The phone, or the proxy, says why the new call has ended. */
  TRUE_CAUSE,
  /** A phone that was challenged or redirected calls again by itself. */
  TRY_AGAIN,
  /** A phone that cannot be called off any more places its call. */
  LATE_CALL,
  /** The phone whose call is replaced hangs up by itself (RFC 3891, section 3). */
  REPLACED_CALL,
  /** Both phones agree to be held or resumed. */
  HOLD,
  /** Something is heard of a phone that is held or resumed. */
  SIGN,
  /** A phone that was asked to hold or resume has answered, or the event that says so is lost. */
  OUTCOME,
  /** A call that is released is gone. */
  RELEASE,
  /**
   * Its end is reported; if not, the release is asked for again: that it is unknown tells as much.
   */
  END_REPORTED
}
