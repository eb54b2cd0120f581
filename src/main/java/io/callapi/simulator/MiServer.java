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
import java.time.Duration;

/** The management interface over UDP: one request, one datagram; replies in any order. */
final class MiServer {

  /** The most that one datagram of OpenSIPS carries, either way. */
  static final int MAX_DATAGRAM = 65_457;

  /** Room for what comes while the process is busy; Vert.x cuts datagrams if it is under 65,536. */
  private static final int RECEIVE_BUFFER = 512 * 1024;

  private final DatagramSocket socket;
  private final Worker worker;
  private final MiDispatcher dispatcher;
  private final MiLog log;
  private final Duration late;

  private MiServer(
      DatagramSocket socket, Worker worker, MiDispatcher dispatcher, MiLog log, Duration late) {
    this.socket = socket;
    this.worker = worker;
    this.dispatcher = dispatcher;
    this.log = log;
    this.late = late;
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
    MiServer server = new MiServer(socket, worker, dispatcher, log, options.late());
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
      if (late.isZero()) {
        sendNow(text);
      } else {
        worker.after(late, () -> sendNow(text));
      }
    }

    private void sendNow(Buffer text) {
      if (log.isAnswered()) {
        socket.send(text, client.port(), client.host());
      }
    }
  }
}
