package io.callapi.command;

import io.callapi.proxy.Cause;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;

/** The end of the command logic: running commands get time to end, then have to, then are ended. */
record Stopping(Vertx vertx, RunningActors running, CommandSettings settings) {

  /** Succeeds when no command runs any more. */
  Future<Void> run(Cause cause) {
    Duration grace = settings.stopGrace();
    long interrupt = forAll(grace, actor -> actor.interrupt(cause));
    long abandon = forAll(grace.plus(settings.deadlines().end()), actor -> actor.abandon(cause));
    return running
        .untilEmpty()
        .onComplete(done -> vertx.cancelTimer(interrupt))
        .onComplete(done -> vertx.cancelTimer(abandon));
  }

  private long forAll(Duration delay, Consumer<CommandActor> action) {
    return vertx.setTimer(Math.max(1, delay.toMillis()), id -> running.all().forEach(action));
  }
}
