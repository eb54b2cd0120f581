package io.callapi.calls;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time passes only when the test says so. */
final class FakeTime implements TableTime {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::number));
  private long now;
  private int made;

  private record Due(long at, int number, Runnable action) {}

  @Override
  public long millis() {
    return now;
  }

  @Override
  public Instant now() {
    return START.plusMillis(now);
  }

  @Override
  public Later after(Duration wait, Runnable action) {
    Due one = new Due(now + wait.toMillis(), made++, action);
    due.add(one);
    return () -> due.remove(one);
  }

  void pass(Duration time) {
    long until = now + time.toMillis();
    Due next = due.peek();
    while (next != null && next.at() <= until) {
      due.remove(next);
      now = next.at();
      next.action().run();
      next = due.peek();
    }
    now = until;
  }

  void pass(long millis) {
    pass(Duration.ofMillis(millis));
  }

  /** What is still to be done later. */
  int pending() {
    return due.size();
  }
}
