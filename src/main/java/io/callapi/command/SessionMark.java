package io.callapi.command;

/**
 * A session in 64 bits: whose a command is can be kept for each of 100,000 commands that have
 * ended. Names of sessions are random, and nobody chooses them.
 */
final class SessionMark {

  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private SessionMark() {}

  /** FNV-1a of the name. */
  static long of(String session) {
    long mark = OFFSET;
    for (int i = 0; i < session.length(); i++) {
      mark = (mark ^ session.charAt(i)) * PRIME;
    }
    return mark;
  }
}
