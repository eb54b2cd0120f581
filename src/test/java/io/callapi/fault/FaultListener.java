package io.callapi.fault;

import io.vertx.core.buffer.Buffer;

/** Hears what happens to each message; on the event loop of a relay. */
@FunctionalInterface
public interface FaultListener {

  /** Not interested. */
  FaultListener NONE = (flow, number, fate, data) -> {};

  void decided(String flow, long number, Fate fate, Buffer data);

  /** Both hear it. */
  default FaultListener and(FaultListener other) {
    return (flow, number, fate, data) -> {
      decided(flow, number, fate, data);
      other.decided(flow, number, fate, data);
    };
  }
}
