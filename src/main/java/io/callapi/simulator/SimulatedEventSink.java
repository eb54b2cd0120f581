package io.callapi.simulator;

import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.json.JsonObject;

/** Sends events to whoever has subscribed to them. */
final class SimulatedEventSink {

  private final SimulatedSubscriptions subscriptions;
  private final DatagramSocket datagrams;
  private final EventStreams streams;

  SimulatedEventSink(
      SimulatedSubscriptions subscriptions, DatagramSocket datagrams, EventStreams streams) {
    this.subscriptions = subscriptions;
    this.datagrams = datagrams;
    this.streams = streams;
  }

  void raise(String event, JsonObject params) {
    sendAll(event, notification(event).put("params", params));
  }

  /** An event without parameters. */
  void raise(String event) {
    sendAll(event, notification(event));
  }

  private static JsonObject notification(String event) {
    return new JsonObject().put("jsonrpc", "2.0").put("method", event);
  }

  private void sendAll(String event, JsonObject notification) {
    subscriptions.live(event).forEach(subscription -> send(subscription, notification));
  }

  private void send(SimulatedSubscription subscription, JsonObject notification) {
    SimulatedSubscription.ReceiverSocket socket = subscription.socket();
    if (socket.transport().equals("tcp")) {
      streams.send(socket, notification);
    } else {
      // Fire and forget: nobody learns whether it has arrived.
      datagrams.send(notification.toBuffer(), socket.port(), socket.host());
    }
  }
}
