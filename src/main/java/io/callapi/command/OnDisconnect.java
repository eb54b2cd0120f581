package io.callapi.command;

/** What becomes of the commands of a client that disconnects. */
public enum OnDisconnect {
  /** They run to their end. */
  FINISH,
  /** They take back what they have begun, and end. */
  CANCEL
}
