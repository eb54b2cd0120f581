package io.callapi;

/**
 * How much of the heap one thing may take up that grows with what clients do: what is configured,
 * and no more than fits beside the rest of the server.
 */
final class HeapShare {

  /** The server itself, and some hundred connections and running commands. */
  private static final long OWN_BYTES = 32L * 1024 * 1024;

  private static final long MOST_OF_CALLS = 256L * 1024 * 1024;
  private static final long LEAST_BYTES = 1024 * 1024;

  private final long room;

  /**
   * @param heap the largest size of the heap, in bytes
   */
  HeapShare(long heap) {
    this.room = heap - OWN_BYTES;
  }

  static HeapShare ofProcess() {
    return new HeapShare(Runtime.getRuntime().maxMemory());
  }

  /** What clients have not read, in bytes: an eighth of the room at most. */
  long unread(long configured) {
    return share(configured, 8);
  }

  /** What is kept for clients that may come back, in bytes: an eighth of the room at most. */
  long kept(long configured) {
    return share(configured, 8);
  }

  /** What is remembered of commands that have ended, in bytes: a quarter of the room at most. */
  long remembered(long configured) {
    return share(configured, 4);
  }

  /** What is kept of calls that have ended, in bytes: an eighth of the room, shared by proxies. */
  long endedCalls(int proxies) {
    return share(MOST_OF_CALLS, 8) / Math.max(1, proxies);
  }

  private long share(long configured, int part) {
    return Math.min(configured, Math.max(LEAST_BYTES, room / part));
  }
}
