package io.callapi.opensips.flow;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A clock that stands still until the test moves it. */
public final class FakeNanos implements LongSupplier {

  private long now = 1_000_000_000_000L;

  @Override
  public long getAsLong() {
    return now;
  }

  public void advance(Duration time) {
    now += time.toNanos();
  }
}
