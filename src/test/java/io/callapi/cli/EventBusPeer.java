package io.callapi.cli;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeoutException;

/** Speaks the protocol of Vert.x' clustered event bus, and knows no rule of it. */
final class EventBusPeer {

  private static final byte VERSION = 2;
  private static final byte PING = 1;
  private static final byte STRING = 9;
  private static final byte JAVA_OBJECT = 17;
  private static final byte BY_NAME = -1;
  private static final String CANCEL =
      "{\"@record\":\"io.callapi.command.CommandSignal$Cancel\",\"reason\":\"a stranger\"}";

  private final NetSocket socket;
  private final Promise<Void> pong = Promise.promise();

  private EventBusPeer(NetSocket socket) {
    this.socket = socket;
    socket.handler(bytes -> pong.tryComplete());
  }

  static EventBusPeer connect(Vertx vertx, int port) throws TimeoutException {
    return new EventBusPeer(vertx.createNetClient().connect(port, "127.0.0.1").await(10, SECONDS));
  }

  /** As a record, as text and as a Java object. */
  void sendAndPublishToEach(String address) {
    for (byte how : new byte[] {0, 1}) {
      write(BY_NAME, how, address);
      write(STRING, how, address);
      write(JAVA_OBJECT, how, address);
    }
  }

  /** The event bus answers it in order. */
  void awaitPong() throws TimeoutException {
    write(PING, (byte) 0, "__vertx_ping");
    pong.future().await(10, SECONDS);
    socket.close().await(10, SECONDS);
  }

  private void write(byte codec, byte how, String address) {
    Buffer frame = Buffer.buffer().appendByte(VERSION).appendByte(codec);
    if (codec == BY_NAME) {
      append(frame, "callapi.record");
    }
    frame.appendByte(how);
    append(frame, address);
    append(frame, ""); // no reply is wanted
    append(frame, "a stranger");
    frame.appendInt(4); // no headers
    append(frame, CANCEL);
    socket.write(Buffer.buffer().appendInt(frame.length()).appendBuffer(frame));
  }

  private static void append(Buffer frame, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    frame.appendInt(bytes.length).appendBytes(bytes);
  }
}
