package io.callapi.management;

import java.time.Duration;
import java.util.stream.LongStream;

/** Between which times durations are told apart. */
final class Buckets {

  /** Commands wait for people. */
  static final Duration[] COMMANDS =
      millis(10, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 120_000);

  /** A proxy answers at once. */
  static final Duration[] ROUND_TRIPS = millis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 5000);

  private Buckets() {}

  private static Duration[] millis(long... values) {
    return LongStream.of(values).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }
}
