package io.callapi.bench.abuse;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.List;

/** Handshakes that break a rule of RFC 9110, 9112 or 6455, again and again. */
final class MalformedHandshakes extends Scenario {

  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final byte[] NO_UTF_8 = {'"', (byte) 0xC3, (byte) 0x28, '"'};
  private static final int CLOSE = 0x88;
  private static final int INVALID_PAYLOAD = 1007; // RFC 6455, section 7.4.1

  /** What is sent, and how the answer begins. */
  private record Case(String name, String request, String answer) {}

  private final List<Case> cases =
      List.of(
          new Case("HEAD", "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n", "HTTP/1.1 200"),
          changed("two Hosts", "Upgrade:", "Host: other\r\nUpgrade:", "400"),
          changed("version 8", "Version: 13", "Version: 8", "426"),
          changed("a key of one byte", "dGhlIHNhbXBsZSBub25jZQ==", "eA==", "400"),
          changed("HTTP/1.0", "HTTP/1.1", "HTTP/1.0", "400"));

  MalformedHandshakes(Target target) {
    super(target);
  }

  private Case changed(String name, String part, String by, String status) {
    return new Case(name, target().handshake().replaceFirst(part, by), "HTTP/1.[01] " + status);
  }

  @Override
  void begin() {
    vertx.setPeriodic(PAUSE.toMillis(), id -> tryAll());
  }

  private void tryAll() {
    cases.forEach(this::tryOne);
    connectWebSocket().onSuccess(this::sendNoText);
  }

  private void tryOne(Case wrong) {
    connect().onSuccess(socket -> tryOne(socket, wrong));
    countPiece();
  }

  private void tryOne(NetSocket socket, Case wrong) {
    socket.handler(
        answer -> {
          String line = answer.toString().lines().findFirst().orElse("");
          if (!line.matches(wrong.answer() + ".*")) {
            problem(wrong.name() + " is answered with " + line);
          }
          socket.close();
        });
    socket.write(wrong.request());
  }

  private void sendNoText(NetSocket socket) {
    socket.handler(
        frame -> {
          if (frame.getUnsignedByte(0) != CLOSE || frame.getUnsignedShort(2) != INVALID_PAYLOAD) {
            problem("what is not UTF-8 does not end with close code 1007");
          }
          socket.close();
        });
    socket.resume();
    socket.write(Frames.text(Buffer.buffer(NO_UTF_8)));
    countPiece();
  }
}
