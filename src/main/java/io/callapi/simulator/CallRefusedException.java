package io.callapi.simulator;

import io.callapi.sip.SipStatus;

/** A phone of the simulated proxy did not answer the call that another placed. */
public final class CallRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient SipStatus status;

  CallRefusedException(SipStatus status) {
    super(status.toString(), null, false, false);
    this.status = status;
  }

  public SipStatus status() {
    return status;
  }
}
