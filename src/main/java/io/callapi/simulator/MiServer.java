package io.callapi.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;

/** The management interface over UDP: one request, one datagram; replies in any order. */
final class MiServer {

  /** The most that one datagram of OpenSIPS carries, either way. */
  static final int MAX_DATAGRAM = 65_457;

  // Exactly this: smaller cuts datagrams silently, larger costs that much for each.
  private static final int RECEIVE_BUFFER = 65_536;

  private final DatagramSocket socket;
  private final Worker worker;
  private final MiDispatcher dispatcher;
  private final MiLog log;

  private MiServer(DatagramSocket socket, Worker worker, MiDispatcher dispatcher, MiLog log) {
    this.socket = socket;
    this.worker = worker;
    this.dispatcher = dispatcher;
    this.log = log;
  }

  static DatagramSocket createSocket(Vertx vertx) {
    return vertx.createDatagramSocket(
        new DatagramSocketOptions().setReceiveBufferSize(RECEIVE_BUFFER));
  }

  static Future<MiServer> listen(
      DatagramSocket socket,
      SimulatorOptions options,
      Worker worker,
      MiDispatcher dispatcher,
      MiLog log) {
    MiServer server = new MiServer(socket, worker, dispatcher, log);
    socket.handler(server::received);
    return socket.listen(options.miPort(), options.host()).map(server);
  }

  int port() {
    return socket.localAddress().port();
  }

  private void received(DatagramPacket packet) {
    worker.run(() -> handle(packet));
  }

  private void handle(DatagramPacket packet) {
    log.received(packet.data());
    if (!dispatcher.isDead()) {
      decode(packet.data(), new UdpAnswer(packet.sender()));
    }
  }

  private void decode(Buffer data, UdpAnswer answer) {
    if (data.length() > MAX_DATAGRAM) {
      answer.plain("400 Parse_error"); // it has been cut on its way in
      return;
    }
    Object message;
    try {
      message = Json.decodeValue(data);
    } catch (DecodeException notJson) {
      answer.plain("400 Parse_error");
      return;
    }
    dispatcher.dispatch(message, answer);
  }

  /** Sends replies to one client. */
  private final class UdpAnswer implements MiDispatcher.Answer {

    private final SocketAddress client;

    UdpAnswer(SocketAddress client) {
      this.client = client;
    }

    @Override
    public void reply(JsonObject reply) {
      Buffer text = reply.toBuffer();
      if (text.length() > MAX_DATAGRAM) {
        internalError();
      } else {
        send(text);
      }
    }

    @Override
    public void internalError() {
      plain("500 Internal error");
    }

    @Override
    public void silence() {}

    void plain(String text) {
      send(Buffer.buffer(text));
    }

    private void send(Buffer text) {
      if (log.isAnswered()) {
        socket.send(text, client.port(), client.host());
      }
    }
  }
}
