package io.callapi.call.transfer;

import io.callapi.proxy.Cause;

/** What clients are told of transfers that come to nothing for other reasons than a phone's no. */
public final class TransferCauses {

  /** RFC 3261, section 12.2.1.2: the dialog in which the phone was asked is gone. */
  public static final Cause OLD_CALL_OVER = Cause.sip(481, "The call has ended");

  /** RFC 3261, section 21.4.25: a later command has ended the call. */
  public static final Cause CUT_SHORT = Cause.sip(487, "Request Terminated");

  public static final Cause LOST = Cause.proxy("The proxy has lost the call");

  /** A phone has agreed and does nothing, or nothing of what was asked. */
  public static final Cause NO_NEW_CALL = Cause.timeout("No new call of the phone in time");

  static final Cause NO_ANSWER = Cause.timeout("No answer of the destination in time");

  private TransferCauses() {}
}
