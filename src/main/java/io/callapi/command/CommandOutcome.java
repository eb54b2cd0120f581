package io.callapi.command;

import io.callapi.log.CommandEntry;
import io.callapi.log.CommandEntry.Client;
import io.callapi.log.CommandEntry.Result;
import io.callapi.log.CommandLog;
import io.callapi.proxy.Cause;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How a command came out.
 *
 * @param failure null if it succeeded
 */
record CommandOutcome(StartCommand request, @Nullable Cause failure) {

  private static final CommandLog LOG = new CommandLog();

  /**
   * One line.
   *
   * @param proxy where it has run; empty for nowhere
   */
  void log(String proxy, ToldNotices.Told told, Duration took) {
    LOG.tell(
        new CommandEntry(
            new Client(request.session(), request.client()),
            request.cmdId(),
            request.method(),
            request.params(),
            Arrays.asList(told.stages()),
            proxy,
            result(),
            took));
  }

  private Result result() {
    return failure == null
        ? Result.OK
        : new Result(
            CommandEntry.Outcome.FAILED,
            failure.source().wireName(),
            failure.code(),
            failure.reason());
  }
}
