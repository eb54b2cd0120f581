package io.callapi.client;

import static io.callapi.client.Requests.echo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.client.ClientLimits.Times;
import io.callapi.command.CommandType;
import io.callapi.command.Step;
import io.callapi.command.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that reads more slowly than its commands tell. */
@Timeout(60)
class SlowReaderIT {

  private static final Duration SHORT = Duration.ofMillis(600);
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final long NO_LIMIT = 1L << 40;

  /** More than may wait, beside what the buffers of the two sockets hold. */
  private static final int STAGES = 20_000;

  private static final Map<String, String> STAGE = Map.of("text", "x".repeat(2000));

  record NoParams() {}

  private static final CommandType<NoParams> TALKATIVE =
      new CommandType<>(
          "Echo",
          parameters -> new NoParams(),
          NoParams.class,
          params -> new Subject.Nothing(),
          null,
          beginning -> talk());

  private static Step talk() {
    Step step = Step.end();
    for (int i = 0; i < STAGES; i++) {
      step = Step.telling("Reply", STAGE).goOn(step);
    }
    return step;
  }

  private static TestServer start(long unread, long unreadTotal, Duration read, Duration close) {
    Times times = new Times(LONG, LONG, read, close, LONG);
    return TestServer.startWith(
        TALKATIVE, new ClientLimits(1000, 1000, unread, unreadTotal, times));
  }

  @Test
  void disconnectsAClientForWhichTooMuchWaits() {
    try (TestServer server = start(1024 * 1024, NO_LIMIT, LONG, LONG)) {
      AtomicInteger told = countNotices(server);
      WsClient slow = server.connect();
      slow.pause();

      slow.send(echo("1", "c"));
      await().until(() -> told.get() > STAGES);
      await()
          .untilAsserted(
              () -> assertThat(server.crowd().unread().bytes()).isBetween(1_000_000L, 1_100_000L));
      slow.resume();

      assertThat(slow.closeCode()).isEqualTo(1013);
      await().until(() -> server.crowd().unread().bytes() == 0);
    }
  }

  @Test
  void cutsOffAClientThatHasReadNothingForTooLong() throws IOException {
    try (TestServer server = start(NO_LIMIT, NO_LIMIT, SHORT, LONG);
        RawClient slow = new RawClient(server, 4096).upgrade()) {
      slow.sendFrame(RawClient.TEXT, true, echo("1", "c"));

      await().until(() -> server.crowd().noise().slow().count() == 1);
      await().until(() -> server.crowd().unread().bytes() == 0);
      assertThat(slow.untilEnd()).endsWith("[reset]");
    }
  }

  @Test
  void leavesAClientAloneThatReadsLittleByLittle() throws IOException {
    try (TestServer server = start(NO_LIMIT, NO_LIMIT, SHORT, LONG);
        RawClient slow = new RawClient(server).upgrade()) {
      slow.sendFrame(RawClient.TEXT, true, echo("1", "c"));

      for (int i = 0; i < STAGES + 2; i++) {
        assertThat(slow.nextFrame().opcode()).isEqualTo(RawClient.TEXT);
      }
      assertThat(server.crowd().noise().slow().count()).isZero();
    }
  }

  @Test
  void cutsOffAClientThatIsDisconnectedAndStillReadsNothing() throws IOException {
    try (TestServer server = start(1024 * 1024, NO_LIMIT, LONG, SHORT);
        RawClient slow = new RawClient(server, 4096).upgrade()) {
      slow.sendFrame(RawClient.TEXT, true, echo("1", "c"));

      await().until(() -> server.crowd().noise().silent().count() == 1);
      await().until(() -> server.crowd().unread().bytes() == 0);
      assertThat(slow.untilEnd()).endsWith("[reset]");
    }
  }

  @Test
  void cutsOffAClientThatDoesNotAnswerAClose() throws IOException {
    try (TestServer server = start(NO_LIMIT, NO_LIMIT, LONG, SHORT);
        RawClient client = new RawClient(server).upgrade()) {
      client.sendFrame(RawClient.TEXT, true, "\u00ff");

      assertThat(client.nextFrame().closeCode()).isEqualTo(1007);
      client.untilEnd();
      assertThat(server.crowd().noise().silent().count()).isEqualTo(1);
    }
  }

  @Test
  void cutsOffTheOneForWhichMostWaitsWhereTooMuchWaitsForAllTogether() throws IOException {
    try (TestServer server = start(NO_LIMIT, 2 * 1024 * 1024, LONG, LONG);
        RawClient slow = new RawClient(server, 4096).upgrade();
        RawClient other = new RawClient(server).upgrade()) {
      slow.sendFrame(RawClient.TEXT, true, echo("1", "c"));

      assertThat(slow.untilEnd()).endsWith("[reset]");
      assertThat(server.crowd().noise().slow().count()).isEqualTo(1);
      other.sendFrame(RawClient.TEXT, true, "17");
      assertThat(other.nextFrame().payload()).contains("-32600");
    }
  }

  private static AtomicInteger countNotices(TestServer server) {
    AtomicInteger notices = new AtomicInteger();
    server
        .vertx()
        .eventBus()
        .addInboundInterceptor(
            delivery -> {
              if (delivery.message().address().startsWith("callapi.client.")) {
                notices.incrementAndGet();
              }
              delivery.next();
            });
    return notices;
  }
}
