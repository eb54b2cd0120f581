package io.callapi.bench;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The Call API that is measured: a running one, or a child of this process.
 *
 * @param child null for a running one
 */
record Measured(String url, @Nullable ChildServer child) implements AutoCloseable {

  /**
   * @param running the address of a running server; null to start one
   * @param ringMs how long the phones of a new server ring
   */
  static Measured at(@Nullable String running, @Nullable Path log, String ringMs)
      throws IOException {
    if (running != null) {
      return new Measured(running, null);
    }
    ChildServer child = ChildServer.start(log, "callapi", ringMs);
    return new Measured(child.url(), child);
  }

  /** A child with metrics, whose phones answer at once. */
  static Measured withMetrics(@Nullable Path log) throws IOException {
    ChildServer child = ChildServer.start(log, "callapi", "0", "metrics");
    return new Measured(child.url(), child);
  }

  @Override
  public void close() throws IOException {
    if (child != null) {
      child.close();
    }
  }
}
