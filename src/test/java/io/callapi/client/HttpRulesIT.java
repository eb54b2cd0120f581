package io.callapi.client;

import static io.callapi.client.RawClient.handshake;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.1 and the handshake of WebSocket, as RFC 9110, 9112 and 6455 have them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpRulesIT {

  private TestServer server;

  @BeforeAll
  void start() {
    server = TestServer.start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private String answer(String request) throws IOException {
    try (RawClient client = new RawClient(server)) {
      return client.send(request).untilEnd();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/index.html", "/call-api.js", "/style.css"})
  void tellsTheHeadOfAPage(String path) throws IOException {
    String answer = answer("HEAD " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 200 ")
        .contains("default-src 'none'; script-src 'self'")
        .endsWith("\r\n\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'GET / HTTP/1.1\r\n\r\n'",
    "'GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n'",
    "'GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n'",
    "'GET / HTTP/1.1\r\nHost: a b\r\n\r\n'",
    "'GET /call-api HTTP/1.1\r\nUpgrade: websocket\r\n\r\n'"
  })
  void refusesARequestWithoutOneProperHost(String request) throws IOException {
    assertThat(answer(request)).matches("(?s)HTTP/1\\.[01] 400 .*Host.*");
  }

  @Test
  void answersHttp10WithoutAHost() throws IOException {
    assertThat(answer("GET /call-api.js HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.0 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
        "GET / HTTP/3.0\r\nHost: a\r\n\r\n"
      })
  void refusesOtherVersionsOfHttpAtOnce(String request) throws IOException {
    assertThat(answer(request)).startsWith("HTTP/1.1 505 ").contains("close");
  }

  @Test
  void takesAFirstLineOf4KibibytesAtMost() throws IOException {
    String rest = " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    int room = 4096 - "GET /?".length() - " HTTP/1.1".length();

    assertThat(answer("GET /?" + "x".repeat(room) + rest)).startsWith("HTTP/1.1 200 ");
    assertThat(answer("GET /?" + "x".repeat(room + 1) + rest)).matches("(?s)HTTP/1\\.[01] 414 .*");
  }

  @Test
  void takesHeadersOf8KibibytesAtMost() throws IOException {
    String start = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Long: ";

    assertThat(answer(start + "x".repeat(8100) + "\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    assertThat(answer(start + "x".repeat(8192) + "\r\n\r\n")).startsWith("HTTP/1.1 431 ");
  }

  @Test
  void staysWithHttp11WhereAnUpgradeToHttp2IsAskedFor() throws IOException {
    String request =
        """
        GET /call-api.js HTTP/1.1\r
        Host: localhost\r
        Connection: Upgrade, HTTP2-Settings, close\r
        Upgrade: h2c\r
        HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r
        \r
        """;

    assertThat(answer(request)).startsWith("HTTP/1.1 200 ").doesNotContain("101");
  }

  @ParameterizedTest
  @CsvSource({"13, 8, 426", "13, 7, 426", "13, 14, 426", "13, x, 426"})
  void takesNoOtherVersionOfWebSocket(String right, String wrong, String status)
      throws IOException {
    String request = handshake().replace("Version: " + right, "Version: " + wrong);

    assertThat(answer(request))
        .startsWith("HTTP/1.1 " + status + " ")
        .contains("Sec-WebSocket-Version: 13\r\n", "Upgrade: websocket\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-WebSocket-Key: A",
        "Sec-WebSocket-Key: QQ==",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZSB0b28=",
        "Sec-WebSocket-Key:",
        "X: y"
      })
  void refusesAKeyThatIsNot16Bytes(String key) throws IOException {
    String request = handshake().replace("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", key);

    assertThat(answer(request)).startsWith("HTTP/1.1 400 ").contains("16 bytes");
  }

  @Test
  void refusesAWebSocketOverHttp10() throws IOException {
    assertThat(answer(handshake().replace("HTTP/1.1", "HTTP/1.0")))
        .startsWith("HTTP/1.0 400 ")
        .contains("HTTP/1.1.");
  }

  @Test
  void refusesAHandshakeThatDoesNotAskForAnUpgrade() throws IOException {
    assertThat(answer(handshake().replace("Connection: Upgrade", "Connection: keep-alive")))
        .startsWith("HTTP/1.1 400 ")
        .contains("Connection: Upgrade");
  }

  @Test
  void refusesAHandshakeWithAnotherMethod() throws IOException {
    assertThat(answer(handshake().replace("GET", "PUT")))
        .startsWith("HTTP/1.1 405 ")
        .contains("Allow: GET\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "POST"})
  void saysThatItIsAWebSocketToWhoAsksForAPageThere(String method) throws IOException {
    String answer = answer(method + " /call-api HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 426 ")
        .contains("Upgrade: websocket\r\n", "Sec-WebSocket-Version: 13\r\n");
    assertThat(answer.contains("This is the address of a WebSocket: open ws://HOST:PORT/call-api "))
        .isEqualTo(!method.equals("HEAD"));
  }

  @Test
  void namesThePathOfTheWebSocketWhereItIsAnotherOne() throws IOException {
    assertThat(answer(handshake().replace("GET /call-api", "GET /ws")))
        .startsWith("HTTP/1.1 404 ")
        .endsWith("No WebSocket is here, but at /call-api.\n");
  }

  @ParameterizedTest
  @CsvSource({
    "GET /%, 404",
    "GET /%zz, 404",
    "GET /a%00b, 404",
    "GET *, 404",
    "GET http://a/x, 404",
    "DELETE /, 405",
    "GET /../../etc/passwd, 404",
    "GET /no-page, 404"
  })
  void answersWhatIsNoPage(String line, String status) throws IOException {
    assertThat(answer(line + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 " + status + " ");
  }

  @Test
  void answersAPingThatComesTogetherWithTheHandshake() throws IOException {
    byte[] ping = RawClient.frame(RawClient.PING, true, "now".getBytes(ISO_8859_1));

    try (RawClient client = new RawClient(server)) {
      client.send(handshake() + new String(ping, ISO_8859_1));

      assertThat(client.head()).startsWith("HTTP/1.1 101 ");
      assertThat(client.nextFrame()).isEqualTo(new RawClient.Frame(RawClient.PONG, "now"));
    }
  }

  @Test
  void closesWith1007WhereATextIsNotUtf8() throws IOException {
    try (RawClient client = new RawClient(server).upgrade()) {
      client.sendFrame(RawClient.TEXT, false, "\"\u00c3").sendFrame(0, true, "(\"");

      assertThat(client.nextFrame().closeCode()).isEqualTo(1007);
    }
  }

  @Test
  void takesATextOfWhichACharacterIsSplitOverFrames() throws IOException {
    try (RawClient client = new RawClient(server).upgrade()) {
      client.sendFrame(RawClient.TEXT, false, "\"\u00c3").sendFrame(0, true, "\u00a4\"");

      assertThat(client.nextFrame().payload()).contains("-32600");
    }
  }
}
