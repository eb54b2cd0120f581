package io.callapi.command;

import io.vertx.core.Future;

/** One command that a client has given, made for one run. */
public interface Command {

  /**
   * Does the work, reporting its stages to the scope as they come.
   *
   * @return succeeds when the work is done; fails with the cause when it could not be done, after
   *     what had been begun is taken back
   */
  Future<Void> run();
}
