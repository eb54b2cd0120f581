package io.callapi.client;

import static io.callapi.client.RawClient.handshake;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A stranger's noise is told in few lines, and does not slow others. */
class NoiseIT {

  private static final String TOKEN = "right-token-0123456789";
  private static final int TIMES = 20;

  private static final List<String> NOISE =
      List.of(
          "GET /% HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /%zz?%zz=% HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /\u0000 HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /call-api.js HTTP/1.1\r\n\r\n",
          "GET /call-api.js HTTP/1.1\r\nHost: a\r\nAccept: ;;;q=x,/,*/\r\nRange: bytes=9-1\r\n\r\n",
          "GET /call-api.js HTTP/1.1\r\nHost: [::1\r\nCookie: =;;\r\n\r\n",
          "GET /status HTTP/1.1\r\nHost: a\r\nOrigin: %\r\n\r\n",
          "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
          "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
          "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n",
          "GET / HTTP/1.1\r\nX y\r\n\r\n",
          "GET /" + "x".repeat(10_000) + " HTTP/1.1\r\n\r\n",
          handshake(),
          handshake("Origin: https://evil.example.com"),
          handshake("Authorization: Bearer " + TOKEN) + "\u0083\u0080\u0000\u0000\u0000\u0000",
          handshake("Authorization: Bearer " + TOKEN) + "\u0001\u0085\u0000\u0000\u0000\u0000x");

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final TestServer server = TestServer.startWithTokens(TOKEN);

  @BeforeEach
  void collect() {
    lines.start();
    root.addAppender(lines);
  }

  @AfterEach
  void stop() {
    root.detachAppender(lines);
    server.close();
  }

  @Test
  void logsALineOfAKindAndNoStackTraces() throws IOException {
    for (int i = 0; i < TIMES; i++) {
      for (String noise : NOISE) {
        makeNoise(noise, i % 2 == 0);
      }
    }
    await().until(() -> server.crowd().noise().misfits().count() >= 5 * TIMES);
    connect();

    List<ILoggingEvent> told =
        List.copyOf(lines.list).stream()
            .filter(l -> l.getLevel().isGreaterOrEqual(Level.INFO))
            .toList();
    assertThat(told).noneMatch(line -> line.getThrowableProxy() != null);
    assertThat(told).extracting(ILoggingEvent::getLoggerName).containsOnly(Noise.class.getName());
    assertThat(told).extracting(ILoggingEvent::getMessage).hasSizeBetween(3, 6);
  }

  /** Then leaves: in every other case with a reset, for what has come is not read. */
  private void makeNoise(String noise, boolean reset) throws IOException {
    try (RawClient stranger = new RawClient(server)) {
      stranger.sendIfOpen(noise);
      if (reset) {
        stranger.reset();
      }
    }
  }

  @Test
  void letsWhoHasATokenInBesideOneWhoGuesses() throws IOException {
    for (int i = 0; i < 3 * WrongTokens.AT_ONCE; i++) {
      makeNoise(handshake("Authorization: Bearer wrong-token-" + i + "-0123456789"), false);
    }
    await().until(() -> server.crowd().noise().unknown().count() >= 2 * WrongTokens.AT_ONCE);

    WsClient client = connect();

    client.send(Requests.echo("1", "c1"));
    assertThat(Requests.events(client.untilEnd("c1"))).containsExactly("Started", "Reply", "Ended");
  }

  private WsClient connect() {
    return server.connect(
        new WebSocketConnectOptions().addHeader("Authorization", "Bearer " + TOKEN));
  }

  @Test
  void answersAWrongTokenLateWhereManyHaveBeenWrong() throws IOException {
    for (int i = 0; i < WrongTokens.AT_ONCE; i++) {
      assertThat(answerWithoutToken()).startsWith("HTTP/1.1 401 ");
    }
    long begun = System.nanoTime();

    assertThat(answerWithoutToken()).startsWith("HTTP/1.1 401 ");

    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(WrongTokens.DELAY.toNanos());
  }

  @Test
  void answersNoneOfManyWrongTokensAtOnceThatHaveToWait() throws IOException {
    List<RawClient> strangers = new ArrayList<>();
    for (int i = 0; i < 10 * WrongTokens.LATER; i++) {
      strangers.add(new RawClient(server).send(handshake()));
    }

    List<String> answers = new ArrayList<>();
    for (RawClient stranger : strangers) {
      answers.add(stranger.untilEnd());
      stranger.close();
    }

    assertThat(answers).allMatch(answer -> answer.matches("(?s)HTTP/1.1 (401|429) .*"));
    assertThat(answers)
        .filteredOn(answer -> answer.startsWith("HTTP/1.1 429 "))
        .isNotEmpty()
        .allMatch(answer -> answer.contains("Retry-After: 1\r\n"));
  }

  private String answerWithoutToken() throws IOException {
    try (RawClient stranger = new RawClient(server)) {
      return stranger.send(handshake()).untilEnd();
    }
  }
}
