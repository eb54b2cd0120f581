package io.callapi.fault;

import io.vertx.core.buffer.Buffer;

/** Puts messages into flows; each flow is counted, and so struck, by itself. */
@FunctionalInterface
public interface FlowNames {

  /** One flow for each direction of each connection. */
  FlowNames BY_DIRECTION = (direction, data) -> direction;

  /**
   * The flow of a message.
   *
   * @param direction the relay's name, {@code >} to the target or {@code <} back from it, and the
   *     number of the client
   */
  String flowOf(String direction, Buffer data);
}
