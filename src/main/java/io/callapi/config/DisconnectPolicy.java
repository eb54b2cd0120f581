package io.callapi.config;

/** What becomes of the running commands of a client that leaves. */
public enum DisconnectPolicy {
  /** They run to their end. */
  FINISH,
  /** They are cancelled, and a call being set up is ended. */
  CANCEL
}
