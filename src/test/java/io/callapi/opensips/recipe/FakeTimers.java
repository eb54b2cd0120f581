package io.callapi.opensips.recipe;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time passes only when the test says so. */
public final class FakeTimers implements Timers {

  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::number));
  private Duration now = Duration.ZERO;
  private int made;

  private record Due(Duration at, int number, Runnable action) {}

  @Override
  public void after(Duration wait, Runnable action) {
    due.add(new Due(now.plus(wait), made++, action));
  }

  public void advance(Duration time) {
    Duration until = now.plus(time);
    Due next = due.peek();
    while (next != null && next.at().compareTo(until) <= 0) {
      due.remove(next);
      now = next.at();
      next.action().run();
      next = due.peek();
    }
    now = until;
  }

  public boolean isIdle() {
    return due.isEmpty();
  }
}
