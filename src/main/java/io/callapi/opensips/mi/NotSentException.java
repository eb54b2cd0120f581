package io.callapi.opensips.mi;

/** A management command was not sent, for too much waits for the proxy: it has not been done. */
public final class NotSentException extends NoReplyException {

  private static final long serialVersionUID = 1L;

  public NotSentException(String text) {
    super(text);
  }
}
