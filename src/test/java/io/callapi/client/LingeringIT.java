package io.callapi.client;

import static io.callapi.client.RawClient.handshake;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.client.ClientLimits.Times;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that connect and then take their time. */
@Timeout(60)
class LingeringIT {

  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofMinutes(10);

  private final TestServer server =
      TestServer.startWithLimits(TestSettings.limits(new Times(SHORT, SHORT, LONG, LONG, LONG)));

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\r\n\r\n\r\n",
        "GET /call-api.js HT",
        "GET /call-api.js HTTP/1.1\r\nHost: a\r\nX-Slow: ",
        "GET /call-api HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      })
  void givesUpARequestThatDoesNotEnd(String half) throws IOException {
    try (RawClient client = new RawClient(server)) {
      assertThat(client.send(half).untilEnd())
          .startsWith("HTTP/1.1 408 ")
          .containsIgnoringCase("connection: close");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /call-api.js HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf",
        "GET /call-api.js HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nha"
      })
  void givesUpABodyThatDoesNotEnd(String half) throws IOException {
    try (RawClient client = new RawClient(server)) {
      assertThat(client.send(half).untilEnd()).startsWith("HTTP/1.1 200 ").doesNotContain("408");
    }
  }

  @Test
  void givesUpAHandshakeWithABodyThatDoesNotEnd() throws IOException {
    try (RawClient client = new RawClient(server)) {
      assertThat(client.send(handshake("Content-Length: 9")).untilEnd())
          .startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void countsTheWholeTimeOfAHeaderThatDrips() throws IOException {
    try (RawClient client = new RawClient(server)) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ");
      long drip = server.vertx().setPeriodic(20, id -> drip(client));

      assertThat(client.untilEnd()).startsWith("HTTP/1.1 408 ");
      server.vertx().cancelTimer(drip);
    }
  }

  private static void drip(RawClient client) {
    try {
      client.send("x");
    } catch (IOException e) {
      // It has been cut off, as it should be.
    }
  }

  @Test
  void closesAConnectionThatIsKeptAliveForNothing() throws IOException {
    try (RawClient client = new RawClient(server)) {
      client.send(
          "GET /call-api.js HTTP/1.1\r\nHost: a\r\n\r\nGET /style.css HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThat(client.untilEnd().split("HTTP/1.1 200 ")).hasSize(3);
    }
  }

  @Test
  void leavesAWebSocketAloneOnceItIsOpen() throws IOException {
    try (RawClient other = new RawClient(server);
        RawClient client = new RawClient(server).upgrade()) {
      other.untilEnd(); // the time of a handshake is over

      client.sendFrame(RawClient.TEXT, true, "17");

      assertThat(client.nextFrame().payload()).contains("-32600");
    }
  }

  @Test
  void closesWith1008WhereAMessageIsNotCompletedInTime() throws IOException {
    try (RawClient client = new RawClient(server).upgrade()) {
      client.sendFrame(RawClient.TEXT, false, "{");

      assertThat(client.nextFrame().closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void closesWith1008WhereTheFramesOfAMessageNeverEnd() throws IOException {
    try (RawClient client = new RawClient(server).upgrade()) {
      client.sendFrame(RawClient.TEXT, false, "{");
      await().until(() -> !sendEmptyFrame(client));

      assertThat(client.nextFrame().closeCode()).isEqualTo(1008);
    }
  }

  /** Whether the server has nothing to say yet. */
  private static boolean sendEmptyFrame(RawClient client) throws IOException {
    client.sendFrame(RawClient.CONTINUATION, false, "");
    return !client.hasHeard();
  }
}
