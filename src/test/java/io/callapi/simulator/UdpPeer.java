package io.callapi.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A socket of a test: sends text to the simulator and keeps what comes back. */
final class UdpPeer {

  private final DatagramSocket socket;
  private final List<String> received = new CopyOnWriteArrayList<>();

  private UdpPeer(DatagramSocket socket) {
    this.socket = socket;
    socket.handler(packet -> received.add(packet.data().toString()));
  }

  static UdpPeer open(Vertx vertx) {
    UdpPeer peer =
        new UdpPeer(
            vertx.createDatagramSocket(new DatagramSocketOptions().setReceiveBufferSize(65_536)));
    peer.socket.listen(0, "127.0.0.1").await();
    return peer;
  }

  int port() {
    return socket.localAddress().port();
  }

  /** What the event interface calls this socket. */
  String name() {
    return "udp:127.0.0.1:" + port();
  }

  void send(String text, int port) {
    socket.send(Buffer.buffer(text), port, "127.0.0.1").await();
  }

  /** Everything received so far, in order. */
  List<String> received() {
    return List.copyOf(received);
  }
}
