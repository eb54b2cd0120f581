package io.callapi.command;

import io.callapi.proxy.Cause;

/** What clients are told of a command that comes to nothing because its call is gone, or going. */
public final class CallCauses {

  /** RFC 3261, section 12.2.1.2: the dialog in which a phone was asked is gone. */
  public static final Cause CALL_OVER = Cause.sip(481, "The call has ended");

  /** RFC 3261, section 21.4.25: a later command has ended the call. */
  public static final Cause CUT_SHORT = Cause.sip(487, "Request Terminated");

  public static final Cause LOST = Cause.proxy("The proxy has lost the call");

  private CallCauses() {}
}
