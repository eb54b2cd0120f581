package io.callapi.config;

import java.time.Duration;

/**
 * The section {@code process}: when the process ends itself, to be started again.
 *
 * @param stuckExit how long an event loop may do nothing; zero for any time
 */
public record ProcessConfig(Duration stuckExit) {

  // Shorter ones would be reached by a machine that is only busy.
  private static final Duration LEAST = Duration.ofSeconds(2);

  public ProcessConfig {
    if (!stuckExit.isZero()) {
      new Checks().duration("stuck_exit", stuckExit, LEAST).done();
    }
  }
}
