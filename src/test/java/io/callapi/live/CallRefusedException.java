package io.callapi.live;

/** The phone that was called answered with something else than 200. */
final class CallRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;

  CallRefusedException(SipMessage response) {
    super(response.status() + " " + response.reason());
    this.status = response.status();
  }

  int status() {
    return status;
  }
}
