package io.callapi.command;

import java.time.Duration;

/**
 * How much is remembered of the commands of a node that have ended.
 *
 * @param commands how many of them
 * @param bytes what all of them take up in memory, as {@link Weights} reckons it
 * @param bytesOfOne the same for one of them; beyond it the command keeps its end only
 * @param keep for how long they can be read, if there is room; never less than their ids are taken
 */
public record RegisterLimits(int commands, long bytes, long bytesOfOne, Duration keep) {

  /** A command that tells all the stages that are kept stays below. */
  private static final long OF_ONE = 64 * 1024;

  public static final RegisterLimits DEFAULT =
      new RegisterLimits(100_000, 64 * 1024 * 1024, OF_ONE, Duration.ofMinutes(10));

  public RegisterLimits withBytes(long other) {
    return new RegisterLimits(commands, other, bytesOfOne, keep);
  }

  public RegisterLimits withKeep(Duration other) {
    return new RegisterLimits(commands, bytes, bytesOfOne, other);
  }
}
