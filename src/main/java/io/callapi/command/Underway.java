package io.callapi.command;

import io.callapi.command.ToldNotices.Told;

/** A command that runs, for those who ask about it; from any thread. */
interface Underway {

  /** In place of a phase, before there is one. */
  String WAITING = "Waiting";

  /** The name of the phase that it is in; {@link #WAITING} before it has begun. */
  String phase();

  /** Where it runs; empty if it has come to no proxy. */
  String proxy();

  /** What it has told so far. */
  Told told();
}
