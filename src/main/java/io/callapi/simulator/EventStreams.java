package io.callapi.simulator;

import io.callapi.simulator.SimulatedSubscription.ReceiverSocket;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import java.util.HashMap;
import java.util.Map;

/**
 * Sends events over TCP: one connection a receiver, in order, JSON objects back to back without
 * anything between them.
 *
 * <p>While a receiver cannot be reached its events are lost; it stays subscribed.
 */
final class EventStreams {

  private final NetClient client;
  private final Worker worker;
  private final boolean reliable;
  private final Map<String, Future<SimulatedEventStream>> streams = new HashMap<>();
  private int lastId;
  private int unanswered;

  EventStreams(NetClient client, Worker worker, boolean reliable) {
    this.client = client;
    this.worker = worker;
    this.reliable = reliable;
  }

  void send(ReceiverSocket receiver, JsonObject notification) {
    String address = receiver.host() + ":" + receiver.port();
    Future<SimulatedEventStream> stream = streams.get(address);
    if (stream == null || stream.failed()) {
      stream = connect(receiver, address);
      streams.put(address, stream);
    }
    JsonObject event = named(receiver, notification);
    if (reliable) {
      int id = ++lastId;
      stream.onSuccess(open -> open.request(id, event.put("id", id)));
    } else {
      stream.onSuccess(open -> open.write(event));
    }
  }

  /** How many events of the reliable mode have not been answered in time. */
  int unanswered() {
    return unanswered;
  }

  void clear() {
    streams.values().forEach(stream -> stream.onSuccess(SimulatedEventStream::close));
    streams.clear();
    unanswered = 0;
  }

  private Future<SimulatedEventStream> connect(ReceiverSocket receiver, String address) {
    return client
        .connect(receiver.port(), receiver.host())
        .map(socket -> new SimulatedEventStream(socket, worker, () -> unanswered++))
        .onSuccess(stream -> stream.onClose(() -> streams.remove(address)));
  }

  /** A socket may name a method, which then stands in place of the event's name. */
  private static JsonObject named(ReceiverSocket receiver, JsonObject notification) {
    JsonObject event = notification.copy();
    receiver.method().ifPresent(method -> event.put("method", method));
    return event;
  }
}
