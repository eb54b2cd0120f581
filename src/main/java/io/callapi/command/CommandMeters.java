package io.callapi.command;

import io.callapi.proxy.Cause;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Counts commands, for operators; for use by many threads. */
public interface CommandMeters {

  /** Counts nothing. */
  CommandMeters NONE = new CommandMeters() {};

  /** A command was not started. */
  default void refused(String method, StartCommand.Reason reason) {}

  /**
   * A command has told a stage.
   *
   * @param since from its start
   */
  default void reached(String method, String stage, Duration since) {}

  /**
   * A command has ended.
   *
   * @param failure null if it has succeeded
   * @param took from its start
   */
  default void ended(String method, @Nullable Cause failure, Duration took) {}
}
