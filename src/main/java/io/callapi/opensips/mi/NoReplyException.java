package io.callapi.opensips.mi;

/** No reply to a management command came in time: it may have been done, or not. */
public class NoReplyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NoReplyException(String text) {
    super(text, null, false, false);
  }
}
