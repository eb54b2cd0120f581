package io.callapi.calls;

import java.time.Duration;
import java.time.Instant;

/** The clock of a table, and what it does later; all on the event loop of the table. */
interface TableTime {

  /** Milliseconds that never go back, for intervals. */
  long millis();

  /** The time of day, to be shown. */
  Instant now();

  /** Does something once, later. */
  Later after(Duration wait, Runnable action);

  /** What was to be done later. */
  @FunctionalInterface
  interface Later {
    /** Does it no more; without effect if it is done. */
    void cancel();
  }
}
