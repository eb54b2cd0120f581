package io.callapi.command;

/**
 * How much is remembered of the commands of a node that have ended.
 *
 * @param commands how many of them
 * @param bytes what all of them take up in memory, as {@link Weights} reckons it
 * @param bytesOfOne the same for one of them; beyond it the command keeps its end only
 */
public record RegisterLimits(int commands, long bytes, long bytesOfOne) {

  /** A command that tells all the stages that are kept stays below. */
  private static final long OF_ONE = 64 * 1024;

  public static final RegisterLimits DEFAULT =
      new RegisterLimits(100_000, 64 * 1024 * 1024, OF_ONE);

  public RegisterLimits withBytes(long other) {
    return new RegisterLimits(commands, other, bytesOfOne);
  }
}
