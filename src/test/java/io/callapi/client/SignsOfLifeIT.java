package io.callapi.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A client that has gone without a word is noticed. */
class SignsOfLifeIT {

  private static final int PING = 0x89; // RFC 6455, section 5.2: FIN and opcode
  private static final int CLOSE = 0x88;

  @Test
  void closesWith1001WhereNoPingIsAnswered() throws IOException {
    try (TestServer server = TestServer.startWithPings(Duration.ofMillis(200));
        Socket dead = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      WsClient alive = server.connect();
      dead.setSoTimeout(10_000);
      DataInputStream in = shakeHands(dead);

      assertThat(in.readUnsignedByte()).isEqualTo(PING);
      in.skipNBytes(in.readUnsignedByte());

      assertThat(in.readUnsignedByte()).isEqualTo(CLOSE);
      assertThat(in.readUnsignedByte()).isGreaterThanOrEqualTo(2);
      assertThat(in.readUnsignedShort()).isEqualTo(1001);
      assertThat(alive.isOpen()).isTrue();
      alive.expectNothingMore();
    }
  }

  private static DataInputStream shakeHands(Socket socket) throws IOException {
    String request =
        String.join(
            "\r\n",
            "GET /call-api HTTP/1.1",
            "Host: localhost",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "",
            "");
    socket.getOutputStream().write(request.getBytes(US_ASCII));
    DataInputStream in = new DataInputStream(socket.getInputStream());
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n") < 0) {
      answer.append((char) in.readUnsignedByte());
    }
    assertThat(answer).startsWith("HTTP/1.1 101");
    return in;
  }
}
