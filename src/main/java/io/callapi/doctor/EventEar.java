package io.callapi.doctor;

import io.callapi.opensips.event.EventStreamServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * A socket for events, over UDP or over TCP.
 *
 * @param local host and port that are listened on
 * @param advertised those that the proxy is told
 */
record EventEar(
    Transport transport,
    String local,
    String advertised,
    HeardEvents events,
    Supplier<Future<Void>> closing) {

  private static final int RECEIVE_BUFFER = 512 * 1024;

  /** How events are sent. */
  enum Transport {
    UDP("udp"),
    TCP("tcp");

    private final String scheme;

    Transport(String scheme) {
      this.scheme = scheme;
    }
  }

  /**
   * Where to listen.
   *
   * @param advertised what the proxy is told; empty for what is bound
   */
  record Place(String host, int port, String advertised) {

    private EventEar ear(
        Transport transport, int bound, HeardEvents events, Supplier<Future<Void>> closing) {
      String local = host + ":" + bound;
      return new EventEar(
          transport, local, advertised.isEmpty() ? local : advertised, events, closing);
    }
  }

  /** Opens a socket for datagrams, of the module event_datagram. */
  static Future<EventEar> forDatagrams(Vertx vertx, Place place) {
    HeardEvents events = new HeardEvents();
    DatagramSocket socket =
        vertx.createDatagramSocket(
            new DatagramSocketOptions().setReceiveBufferSize(RECEIVE_BUFFER));
    socket.handler(packet -> onPacket(packet, events));
    return socket
        .listen(place.port(), place.host())
        .map(bound -> bound.localAddress().port())
        .map(port -> place.ear(Transport.UDP, port, events, socket::close));
  }

  private static void onPacket(DatagramPacket packet, HeardEvents events) {
    try {
      events.add(new JsonObject(packet.data()));
    } catch (DecodeException e) {
      // Not from an OpenSIPS: no event, as if nothing had come.
    }
  }

  /**
   * Opens a socket for connections, of the module event_stream.
   *
   * @param proxy the hosts that may connect
   */
  static Future<EventEar> forStreams(Vertx vertx, Place place, List<String> proxy) {
    HeardEvents events = new HeardEvents();
    EventStreamServer server = new EventStreamServer(vertx, proxy, events::add);
    return server
        .listen(place.host(), place.port())
        .map(port -> place.ear(Transport.TCP, port, events, server::close));
  }

  /** As OpenSIPS writes it: {@code udp:192.0.2.1:4711}. */
  String target() {
    return transport.scheme + ":" + advertised;
  }

  /** The same for what is bound here. */
  String listening() {
    return transport.scheme + ":" + local;
  }

  /** The parameters of that event about that call; it may have come already. */
  Future<JsonObject> hear(String event, String callId, Duration patience) {
    return events.hear(event, callId, patience);
  }

  Future<Void> close() {
    return closing.get();
  }
}
