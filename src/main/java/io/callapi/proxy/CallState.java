package io.callapi.proxy;

/** Where a dialog is in its life, in order; it never goes back. */
public enum CallState {
  /** The INVITE is under way. */
  STARTED,
  /** The called phone rings. */
  RINGING,
  /** The called phone has answered; the ACK has not passed yet. */
  ANSWERED,
  /** Answered and acknowledged: requests inside the dialog may be sent. */
  CONFIRMED,
  /** Over. */
  ENDED;

  public boolean isAtLeast(CallState other) {
    return compareTo(other) >= 0;
  }
}
