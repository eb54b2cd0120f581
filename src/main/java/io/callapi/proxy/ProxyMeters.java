package io.callapi.proxy;

import java.time.Duration;

/**
 * Counts what passes between this program and one proxy, for operators. Used on the event loops of
 * the units of that proxy; what it records is read elsewhere.
 */
public interface ProxyMeters {

  /** Of which kind an event is that the proxy has sent. */
  enum EventKind {
    DIALOG,
    TRANSFER,
    HOLD,
    /** Raised by this program, to see whether events arrive. */
    PROBE,
    /** Has come before, by the same way or another. */
    DUPLICATE,
    UNREADABLE
  }

  /** Counts nothing. */
  ProxyMeters NONE = new ProxyMeters() {};

  /** A request is sent for the first time. */
  default void sent() {}

  /** A request is sent once more, for its reply is overdue. */
  default void repeated() {}

  /** The proxy has answered a request that was sent once. */
  default void answered(Duration roundTrip) {}

  /**
   * How many requests wait for their reply now, and how many may.
   *
   * @param window the most that may
   */
  default void inFlight(int requests, int window) {}

  /** How many requests wait to be sent. */
  default void waiting(int requests) {}

  /** The proxy has sent an event. */
  default void event(EventKind kind) {}
}
