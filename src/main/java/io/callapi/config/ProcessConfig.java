package io.callapi.config;

import java.time.Duration;

/**
 * The section {@code process}: when the process ends itself, to be started again, and what it
 * remembers.
 *
 * @param stuckExit how long an event loop may do nothing; zero for any time
 * @param maxRemembered bytes that the commands which have ended may take up for their minute
 */
public record ProcessConfig(Duration stuckExit, int maxRemembered) {

  // Shorter ones would be reached by a machine that is only busy.
  private static final Duration LEAST = Duration.ofSeconds(2);

  public ProcessConfig {
    Checks checks =
        new Checks().range("max_remembered", maxRemembered, 1024 * 1024, Integer.MAX_VALUE);
    if (!stuckExit.isZero()) {
      checks.duration("stuck_exit", stuckExit, LEAST);
    }
    checks.done();
  }
}
