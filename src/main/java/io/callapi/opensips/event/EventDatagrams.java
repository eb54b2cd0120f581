package io.callapi.opensips.event;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.util.function.Consumer;

/** Receives events as datagrams (module event_datagram), one event in each. */
final class EventDatagrams {

  /** As for the management interface: room for bursts, and no event cut short. */
  private static final int RECEIVE_BUFFER = 512 * 1024;

  private final DatagramSocket socket;

  EventDatagrams(Vertx vertx, Consumer<String> events) {
    this.socket =
        vertx.createDatagramSocket(
            new DatagramSocketOptions().setReceiveBufferSize(RECEIVE_BUFFER));
    socket.handler(packet -> events.accept(packet.data().toString()));
  }

  /**
   * Listens for the proxy.
   *
   * @return the port
   */
  Future<Integer> listen(String host, int port) {
    return socket.listen(port, host).map(listening -> listening.localAddress().port());
  }

  Future<Void> close() {
    return socket.close();
  }
}
