package io.callapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callapi.LogLines;
import io.callapi.client.ClientLimits.Times;
import io.callapi.client.tls.CertificateWatch;
import io.callapi.client.tls.TestCertificate;
import io.callapi.client.tls.TlsFiles;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.ClientSSLOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS on the port of the clients. */
class TlsIT {

  private static final Duration OFTEN = Duration.ofMillis(50);
  private static final String ECHO =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"Echo\",\"params\":{\"text\":\"a\"}}";

  // RFC 5246, section 7.4.1.2: a ClientHello that offers TLS 1.1 at most.
  private static final String HELLO_OF_TLS_1_1 =
      "16030100 2f 0100002b 0302".replace(" ", "")
          + "00".repeat(32)
          + "00" // no session
          + "0004c013002f" // ECDHE-RSA-AES128-SHA, AES128-SHA
          + "0100"; // no compression

  @TempDir private Path directory;
  private final Vertx vertx = Vertx.vertx();

  @SuppressWarnings("NullAway.Init") // made before each test
  private CertificateWatch watch;

  @SuppressWarnings("NullAway.Init") // made before each test
  private TestCertificate first;

  @BeforeEach
  void open() throws Exception {
    first = TestCertificate.of("first", directory);
    TlsFiles files = first.into(directory);
    watch = CertificateWatch.open(vertx, files, OFTEN);
    vertx.deployVerticle(watch).await();
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void servesPagesAndWebSocketsOnOnePort(String version) throws Exception {
    try (TestServer server = start(TestSettings.LIMITS)) {
      try (SSLSocket page = handshaken(server, version)) {
        assertThat(page.getSession().getProtocol()).isEqualTo(version);
        assertThat(answer(page, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
            .startsWith("HTTP/1.1 200 ");
      }
      WsClient client = connect(server);
      client.send(ECHO);
      assertThat(client.nextText()).contains("Started");
    }
  }

  @Test
  void renewsTheCertificateWithoutDroppingAnybody() throws Exception {
    try (TestServer server = start(TestSettings.LIMITS)) {
      List<WsClient> clients = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        clients.add(connect(server));
      }
      TestCertificate second = TestCertificate.of("second", directory);

      second.into(directory);

      await().untilAsserted(() -> assertThat(shown(server)).isEqualTo(second.certificate()));
      for (WsClient client : clients) {
        client.send(ECHO);
        assertThat(client.nextText()).contains("Started");
      }
      assertThat(watch.expiry()).isEqualTo(second.certificate().getNotAfter().toInstant());
    }
  }

  @Test
  void keepsTheCertificateWhereTheNewOneCannotBeUsed() throws Exception {
    try (TestServer server = start(TestSettings.LIMITS);
        LogLines log = LogLines.of(CertificateWatch.class)) {
      Files.writeString(directory.resolve("key.pem"), "broken");

      await().until(() -> log.text().contains("ws_server.tls.key has no private key in PEM"));

      assertThat(log.text()).contains("stays in use until");
      assertThat(shown(server)).isEqualTo(first.certificate());
    }
  }

  @Test
  void refusesWhatIsOlderThanTls12() throws Exception {
    try (TestServer server = start(TestSettings.LIMITS);
        Socket old = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      old.getOutputStream().write(HexFormat.of().parseHex(HELLO_OF_TLS_1_1));

      byte[] answer = old.getInputStream().readNBytes(7);

      // RFC 5246, section 7.2: a fatal alert, protocol_version
      assertThat(answer[0]).isEqualTo((byte) 21);
      assertThat(answer[5]).isEqualTo((byte) 2);
      assertThat(answer[6]).isEqualTo((byte) 70);
    }
  }

  @Test
  void endsAHandshakeThatStalls() throws Exception {
    try (TestServer server = start(impatient());
        Socket silent = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      silent.setSoTimeout(10_000);
      silent.getOutputStream().write(HexFormat.of().parseHex(HELLO_OF_TLS_1_1), 0, 20);

      assertThat(silent.getInputStream().read()).isEqualTo(-1);

      await().until(() -> server.crowd().noise().handshakes().count() == 1);
      assertThat(server.crowd().admission().connections()).isZero();
    }
  }

  @Test
  void endsAConnectionThatAsksNothingAfterItsHandshake() throws Exception {
    try (TestServer server = start(impatient());
        SSLSocket silent = handshaken(server, "TLSv1.3")) {
      assertThat(rest(silent)).startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void answersNothingToWhoSpeaksNoTls() throws Exception {
    try (TestServer server = start(TestSettings.LIMITS);
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      plain.setSoTimeout(10_000);
      plain
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

      String answer = new String(plain.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

      assertThat(answer).doesNotContain("HTTP");
      await().until(() -> server.crowd().noise().handshakes().count() == 1);
    }
  }

  @Test
  void countsConnectionsBeforeTheirHandshakeAndEndsOneMoreThanThereMayBe() throws Exception {
    ClientLimits two = new ClientLimits(2, 100, 1 << 20, 1 << 26, TestSettings.LIMITS.times());
    try (TestServer server = start(two);
        LogLines log = LogLines.of(Noise.class);
        Socket silent = silent(server)) {
      connect(server);
      await().until(() -> server.crowd().admission().connections() == 2);

      try (Socket more = silent(server)) {
        assertThat(more.getInputStream().read()).isEqualTo(-1);
      }
      assertThat(log.text())
          .isEqualTo("1 connections refused, for there are too many so far, the last: 127.0.0.1");

      silent.shutdownOutput();
      await().until(() -> server.crowd().admission().connections() == 1);
      connect(server);
      assertThat(server.crowd().admission().connections()).isEqualTo(2);
    }
  }

  @Test
  void countsConnectionsOfOneAddressBeforeTheirHandshake() throws Exception {
    ClientLimits two = new ClientLimits(100, 2, 1 << 20, 1 << 26, TestSettings.LIMITS.times());
    try (TestServer server = start(two);
        Socket first = silent(server);
        Socket second = silent(server)) {
      assertThat(List.of(first, second)).allMatch(Socket::isConnected);
      await().until(() -> server.crowd().admission().connections() == 2);

      assertThatThrownBy(() -> handshaken(server, "TLSv1.3")).isInstanceOf(IOException.class);

      assertThat(server.crowd().noise().full().count()).isEqualTo(1);
      assertThat(server.crowd().noise().handshakes().count()).isZero();
    }
  }

  private static Socket silent(TestServer server) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static ClientLimits impatient() {
    Times times = TestSettings.LIMITS.times();
    return TestSettings.limits(
        new Times(
            Duration.ofMillis(300), times.message(), times.read(), times.close(), times.ping()));
  }

  private TestServer start(ClientLimits limits) {
    return TestServer.start(TestSettings.of(limits, watch.options()));
  }

  private static WsClient connect(TestServer server) {
    return server.connect(
        new WebSocketConnectOptions()
            .setSsl(true)
            .setSslOptions(
                new ClientSSLOptions().setTrustAll(true).setHostnameVerificationAlgorithm("")));
  }

  private static X509Certificate shown(TestServer server) throws Exception {
    try (SSLSocket socket = handshaken(server, "TLSv1.3")) {
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  private static SSLSocket handshaken(TestServer server, String version) throws Exception {
    SSLSocket socket = TrustingSockets.connect(server.port());
    socket.setEnabledProtocols(new String[] {version});
    socket.setSoTimeout(10_000);
    socket.startHandshake();
    return socket;
  }

  private static String answer(SSLSocket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return rest(socket);
  }

  private static String rest(SSLSocket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
