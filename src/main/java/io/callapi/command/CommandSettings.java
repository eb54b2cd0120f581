package io.callapi.command;

import java.time.Duration;

/**
 * How commands are run.
 *
 * @param shards how many instances of the command logic there are on this node
 * @param stopGrace how long running commands may go on when the server stops
 * @param meters counts them
 */
public record CommandSettings(
    Deadlines deadlines,
    OnDisconnect onDisconnect,
    int shards,
    Duration stopGrace,
    CommandMeters meters) {

  /** Without counting. */
  public CommandSettings(
      Deadlines deadlines, OnDisconnect onDisconnect, int shards, Duration stopGrace) {
    this(deadlines, onDisconnect, shards, stopGrace, CommandMeters.NONE);
  }
}
