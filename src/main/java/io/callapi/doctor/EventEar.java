package io.callapi.doctor;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A socket for events, and those that have come so far. */
final class EventEar {

  private static final int RECEIVE_BUFFER = 512 * 1024;

  private final DatagramSocket socket;
  private final String local;
  private final String target;
  private final List<JsonObject> events = new ArrayList<>();
  private final List<Waiting> waiting = new ArrayList<>();

  private record Waiting(String event, String callId, Promise<JsonObject> arrival) {

    void offer(JsonObject json) {
      JsonObject params = json.getJsonObject("params", new JsonObject());
      if (event.equals(json.getString("method")) && callId.equals(params.getString("callid"))) {
        arrival.tryComplete(params);
      }
    }
  }

  private EventEar(DatagramSocket socket, String local, String target) {
    this.socket = socket;
    this.local = local;
    this.target = target;
    socket.handler(this::onPacket);
  }

  /**
   * Opens the socket.
   *
   * @param advertised what the proxy is told; empty for what is bound
   */
  static Future<EventEar> open(Vertx vertx, String host, int port, String advertised) {
    DatagramSocket socket =
        vertx.createDatagramSocket(
            new DatagramSocketOptions().setReceiveBufferSize(RECEIVE_BUFFER));
    return socket
        .listen(port, host)
        .map(
            bound -> {
              String local = host + ":" + bound.localAddress().port();
              return new EventEar(socket, local, advertised.isEmpty() ? local : advertised);
            });
  }

  /** As OpenSIPS writes it: {@code udp:192.0.2.1:4711}. */
  String target() {
    return "udp:" + target;
  }

  /** Host and port that are listened on. */
  String local() {
    return local;
  }

  /** The parameters of that event about that call; it may have come already. */
  Future<JsonObject> hear(String event, String callId, Duration patience) {
    Waiting one = new Waiting(event, callId, Promise.promise());
    waiting.add(one);
    List.copyOf(events).forEach(one::offer);
    return one.arrival()
        .future()
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(done -> waiting.remove(one));
  }

  private void onPacket(DatagramPacket packet) {
    try {
      JsonObject event = new JsonObject(packet.data());
      events.add(event);
      List.copyOf(waiting).forEach(one -> one.offer(event));
    } catch (DecodeException | ClassCastException e) {
      // Not from an OpenSIPS: no event, as if nothing had come.
    }
  }

  Future<Void> close() {
    return socket.close();
  }
}
