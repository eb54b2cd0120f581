package io.callapi.bench.abuse;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;

/** HTTP/2 without TLS (RFC 9113, section 3.3): ever new streams, of which nothing is read. */
final class EndlessStreams extends Scenario {

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int SETTINGS = 4;
  private static final int HEADERS = 1;
  private static final int END_OF_STREAM_AND_HEADERS = 5;
  private static final byte[] GET_ROOT = {(byte) 0x82, (byte) 0x86, (byte) 0x84}; // RFC 7541, A
  private static final int STREAMS_AT_ONCE = 500;
  private static final int MOST_STREAMS = 500_000; // 6 MB

  private static final String UPGRADE =
      """
      GET / HTTP/1.1
      Host: localhost
      Connection: Upgrade, HTTP2-Settings
      Upgrade: h2c
      HTTP2-Settings: AAMAAABkAAQAAP__

      """
          .replace("\n", "\r\n");

  EndlessStreams(Target target) {
    super(target);
  }

  @Override
  void begin() {
    connect().onSuccess(socket -> expectRefusal(socket, PREFACE));
    connect().onSuccess(socket -> expectRefusal(socket, UPGRADE));
    again();
  }

  /** A server of HTTP/1.1 answers with an error, without the upgrade, or not at all. */
  private void expectRefusal(NetSocket socket, String opening) {
    socket.handler(
        answer -> {
          boolean http1 = answer.toString().startsWith("HTTP/1.1");
          if (!http1 || answer.toString().startsWith("HTTP/1.1 101")) {
            problem("HTTP/2 is spoken on the plain port");
          }
          socket.close();
        });
    socket.write(opening);
  }

  private void again() {
    connect().onSuccess(this::flood);
  }

  private void flood(NetSocket socket) {
    socket.pause();
    keepDoing(this::again, socket, Duration.ofMillis(500));
    socket.write(Buffer.buffer(PREFACE).appendBuffer(frame(SETTINGS, 0, 0)));
    nextStreams(socket, 0);
  }

  private void nextStreams(NetSocket socket, int begun) {
    if (begun >= MOST_STREAMS) {
      return;
    }
    Buffer streams = Buffer.buffer();
    for (int i = 0; i < STREAMS_AT_ONCE; i++) {
      streams.appendBuffer(
          frame(HEADERS, END_OF_STREAM_AND_HEADERS, 2 * (begun + i) + 1, GET_ROOT));
    }
    countPiece();
    socket.write(streams).onSuccess(v -> goOn(socket, begun + STREAMS_AT_ONCE));
  }

  /** Not in the callback: what is written at once would go ever deeper. */
  private void goOn(NetSocket socket, int begun) {
    vertx.runOnContext(v -> nextStreams(socket, begun));
  }

  private static Buffer frame(int type, int flags, int stream, byte... payload) {
    return Buffer.buffer()
        .appendMedium(payload.length)
        .appendByte((byte) type)
        .appendByte((byte) flags)
        .appendInt(stream)
        .appendBytes(payload);
  }
}
