package io.callapi.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.client.ClientLimits.Times;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Peers that send what has to be answered, and read nothing. */
class FloodIT {

  private static final Duration LONG = Duration.ofMinutes(10);
  private static final ClientLimits IMPATIENT =
      TestSettings.limits(new Times(LONG, LONG, Duration.ofMillis(600), LONG, LONG));

  /** Several times what the buffers of the two sockets hold. */
  private static final long MUCH = 100_000_000;

  @Test
  @Timeout(60)
  void cutsOffAClientThatPingsForEverAndReadsNothing() throws IOException {
    try (TestServer server = TestServer.start(TestSettings.of(List.of(), IMPATIENT, 0));
        RawClient client = new RawClient(server, 4096).upgrade()) {
      byte[] ping = RawClient.frame(RawClient.PING, true, new byte[125]);

      assertThat(client.sendUntilCutOff(ping, MUCH)).isLessThan(MUCH);
      assertThat(server.crowd().noise().slow().count()).isEqualTo(1);
    }
  }

  @Test
  @Timeout(60)
  void readsNoMoreFromAClientThatPingsForEverAndReadsNothing() throws IOException {
    readsNoMore(TestSettings.LIMITS, RawClient.frame(RawClient.PING, true, new byte[125]));
  }

  @Test
  @Timeout(60)
  void readsNoMoreFromAClientThatAsksForEverAndReadsNothing() throws IOException {
    String echo = Requests.request("1", "Echo", "{\"text\":\"" + "x".repeat(1000) + "\"}");
    ClientLimits noOther =
        new ClientLimits(100, 100, Long.MAX_VALUE, Long.MAX_VALUE, TestSettings.LIMITS.times());

    readsNoMore(noOther, RawClient.frame(RawClient.TEXT, true, echo.getBytes(US_ASCII)));
  }

  private static void readsNoMore(ClientLimits limits, byte[] frame) throws IOException {
    try (TestServer server = TestServer.start(TestSettings.of(List.of(), limits, 0));
        RawClient client = new RawClient(server, 4096).upgrade()) {
      AtomicLong sent = new AtomicLong();
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(() -> client.sendUntilCutOff(frame, MUCH, sent));
      AtomicLong before = new AtomicLong(-1);

      await()
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> before.getAndSet(sent.get()) == sent.get());

      assertThat(sent.get()).isBetween(1L, MUCH - 1);
      client.leave();
      assertThat(sending).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void cutsOffAClientThatAsksForPagesAndReadsNothing() throws IOException {
    try (TestServer server = TestServer.start(TestSettings.of(List.of(), IMPATIENT, 0));
        RawClient client = new RawClient(server, 4096)) {
      byte[] request = "GET /call-api.js HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII);

      assertThat(client.sendUntilCutOff(request, MUCH)).isLessThan(MUCH);
    }
  }

  @Test
  @Timeout(60)
  void cutsOffAClientThatAsksForEverAndReadsNothing() throws IOException {
    try (TestServer server = TestServer.start(TestSettings.of(List.of(), IMPATIENT, 0));
        RawClient client = new RawClient(server, 4096).upgrade()) {
      byte[] request =
          RawClient.frame(RawClient.TEXT, true, Requests.echo("1", "").getBytes(US_ASCII));

      assertThat(client.sendUntilCutOff(request, MUCH)).isLessThan(MUCH);
    }
  }

  @Test
  void answersEveryPingOfAClientThatReads() throws IOException {
    try (TestServer server = TestServer.start();
        RawClient client = new RawClient(server).upgrade()) {
      for (int i = 0; i < 100; i++) {
        client.sendFrame(RawClient.PING, true, "ping " + i);
      }

      for (int i = 0; i < 100; i++) {
        assertThat(client.nextFrame()).isEqualTo(new RawClient.Frame(RawClient.PONG, "ping " + i));
      }
    }
  }

  @Test
  void readsNoMoreFromAClientWhosePingsAreOverTheRate() throws IOException {
    int perSecond = 200;
    try (TestServer server =
            TestServer.start(TestSettings.of(List.of(), TestSettings.LIMITS, 20_000));
        RawClient client = new RawClient(server).upgrade()) {
      long begun = System.nanoTime();
      for (int i = 0; i < 3 * perSecond; i++) {
        client.sendFrame(i % 2 == 0 ? RawClient.PING : RawClient.PONG, true, "");
      }
      client.sendFrame(RawClient.PING, true, "last");

      while (!client.nextFrame().payload().equals("last")) {
        assertThat(System.nanoTime() - begun).isPositive();
      }
      client.sendFrame(RawClient.TEXT, true, "17");
      assertThat(client.nextFrame().payload()).contains("error");

      // Two seconds' worth had to be paid back.
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(2));
    }
  }
}
