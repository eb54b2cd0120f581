package io.callapi.call.transfer;

import io.callapi.proxy.Cause;

/** What clients are told of transfers that come to nothing because a phone does not act. */
public final class TransferCauses {

  /** A phone has agreed and does nothing, or nothing of what was asked. */
  public static final Cause NO_NEW_CALL = Cause.timeout("No new call of the phone in time");

  static final Cause NO_ANSWER = Cause.timeout("No answer of the destination in time");

  private TransferCauses() {}
}
