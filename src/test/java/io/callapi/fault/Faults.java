package io.callapi.fault;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Strikes the messages of one relay with its plan; used on the relay's event loop. */
public final class Faults {

  private final FlowNames names;
  private final FaultListener listener;
  private final Map<String, Long> counters = new HashMap<>();
  private volatile FaultPlan plan;

  public Faults(FaultPlan plan) {
    this(plan, FlowNames.BY_DIRECTION, FaultListener.NONE);
  }

  public Faults(FaultPlan plan, FlowNames names, FaultListener listener) {
    this.plan = plan;
    this.names = names;
    this.listener = listener;
  }

  /** Another plan from now on; from any thread. */
  public void follow(FaultPlan next) {
    plan = next;
  }

  /** Sends a message on, as it comes out. */
  void pass(Vertx vertx, String direction, Buffer data, Consumer<Buffer> send) {
    Fate fate = fateOf(direction, data);
    Buffer result = fate.applyTo(data);
    for (Duration delay : fate.arrivals()) {
      if (delay.isZero()) {
        send.accept(result);
      } else {
        vertx.setTimer(delay.toMillis(), id -> send.accept(result));
      }
    }
  }

  /** What happens to the next message in that direction. */
  Fate fateOf(String direction, Buffer data) {
    String flow = names.flowOf(direction, data);
    long number = counters.merge(flow, 1L, Long::sum);
    Fate fate = plan.fateOf(flow, number);
    listener.decided(flow, number, fate, data);
    return fate;
  }
}
