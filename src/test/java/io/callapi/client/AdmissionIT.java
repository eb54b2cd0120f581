package io.callapi.client;

import static io.callapi.client.RawClient.handshake;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many connections there may be. */
class AdmissionIT {

  @ParameterizedTest
  @CsvSource({"2, 100", "100, 2", "2, 0"})
  void refusesOneMoreThanThereMayBeUntilOneIsGone(int inAll, int perAddress) throws IOException {
    ClientLimits limits =
        new ClientLimits(
            inAll,
            perAddress,
            TestSettings.LIMITS.unread(),
            TestSettings.LIMITS.unreadTotal(),
            TestSettings.LIMITS.times());
    try (TestServer server = TestServer.startWithLimits(limits);
        RawClient first = new RawClient(server).upgrade();
        RawClient second = new RawClient(server)) {
      assertThat(second.send(handshake()).head()).startsWith("HTTP/1.1 101 ");
      assertThat(answerToOneMore(server)).startsWith("HTTP/1.1 503 ");

      first.leave();

      await().untilAsserted(() -> assertThat(answerToOneMore(server)).startsWith("HTTP/1.1 200 "));
      assertThat(server.crowd().noise().full().count()).isPositive();
    }
  }

  private static String answerToOneMore(TestServer server) throws IOException {
    try (RawClient more = new RawClient(server)) {
      return more.sendIfOpen("GET /call-api.js HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
          .untilEnd();
    }
  }
}
