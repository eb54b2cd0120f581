package io.callapi.calls;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a list from time to time, so that no dialog stays in the table whose end was not reported.
 */
final class Upkeep {

  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

  private final CallTable table;
  private final ProxyLooks looks;
  private final TableTime time;
  private final Duration every;

  Upkeep(CallTable table, ProxyLooks looks, TableTime time, Duration every) {
    this.table = table;
    this.looks = looks;
    this.time = time;
    this.every = every;
  }

  /** Once; it goes on as long as the table lives. */
  void start() {
    time.after(every, this::keepUp);
  }

  private void keepUp() {
    if (!table.all().isEmpty()) {
      looks.list().onFailure(failure -> LOG.debug("no list: {}", failure.getMessage()));
    }
    start();
  }
}
