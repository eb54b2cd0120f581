package io.callapi.fault;

import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.LongAdder;

/** How many messages a relay has seen, and what became of them. */
public final class FaultCounts implements FaultListener {

  private final LongAdder seen = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final LongAdder doubled = new LongAdder();
  private final LongAdder late = new LongAdder();
  private final LongAdder damaged = new LongAdder();

  @Override
  public void decided(String flow, long number, Fate fate, Buffer data) {
    seen.increment();
    lost.add(fate.isLost() ? 1 : 0);
    doubled.add(fate.arrivals().size() > 1 ? 1 : 0);
    late.add(fate.arrivals().stream().anyMatch(delay -> !delay.isZero()) ? 1 : 0);
    damaged.add(fate.cut() || fate.corrupt() ? 1 : 0);
  }

  public long seen() {
    return seen.sum();
  }

  public long lost() {
    return lost.sum();
  }

  /** Of a connection: also what was sent again. */
  public long late() {
    return late.sum();
  }

  /** Cut or changed. */
  public long damaged() {
    return damaged.sum();
  }

  @Override
  public String toString() {
    return "%d messages, %d lost, %d doubled, %d late, %d damaged"
        .formatted(seen(), lost(), doubled.sum(), late(), damaged());
  }
}
