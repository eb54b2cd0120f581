package io.callapi.opensips.event;

/** What comes over a connection is no sequence of events; the connection is of no use any more. */
final class BrokenStreamException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BrokenStreamException(String text) {
    super(text, null, false, false);
  }
}
