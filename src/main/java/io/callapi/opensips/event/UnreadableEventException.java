package io.callapi.opensips.event;

/** An event that cannot be read, or is of no use here; it is counted and left out. */
final class UnreadableEventException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableEventException(String text) {
    super(text, null, false, false);
  }
}
