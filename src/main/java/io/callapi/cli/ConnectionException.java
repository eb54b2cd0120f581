package io.callapi.cli;

/** The server cannot be reached, or the connection was lost before the command had ended. */
final class ConnectionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ConnectionException(String message) {
    super(message, null, false, false);
  }
}
