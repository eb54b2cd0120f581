package io.callapi.process;

/** The codes with which the process ends itself, as docs/operations.md lists them. */
public final class ProcessExit {

  /** No heap or no direct memory is left; Java's own ExitOnOutOfMemoryError ends with it, too. */
  public static final int OUT_OF_MEMORY = 3;

  /** An event loop is dead, or has been stuck for too long. */
  public static final int STUCK = 4;

  /** SIGTERM: 128 and the number of the signal. */
  public static final int STOPPED = 128 + 15;

  private ProcessExit() {}
}
