package io.callapi.simulator;

import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.json.JsonObject;

/** Sends events to whoever has subscribed to them. */
final class EventSink {

  private final Subscriptions subscriptions;
  private final DatagramSocket datagrams;
  private final EventStreams streams;

  EventSink(Subscriptions subscriptions, DatagramSocket datagrams, EventStreams streams) {
    this.subscriptions = subscriptions;
    this.datagrams = datagrams;
    this.streams = streams;
  }

  void raise(String event, JsonObject params) {
    JsonObject notification =
        new JsonObject().put("jsonrpc", "2.0").put("method", event).put("params", params);
    subscriptions.live(event).forEach(subscription -> send(subscription, notification));
  }

  private void send(Subscription subscription, JsonObject notification) {
    Subscription.ReceiverSocket socket = subscription.socket();
    if (socket.transport().equals("tcp")) {
      streams.send(socket, notification);
    } else {
      // Fire and forget: nobody learns whether it has arrived.
      datagrams.send(notification.toBuffer(), socket.port(), socket.host());
    }
  }
}
