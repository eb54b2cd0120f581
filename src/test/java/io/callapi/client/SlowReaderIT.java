package io.callapi.client;

import static io.callapi.client.Requests.echo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.command.Step;
import io.callapi.command.CommandType;
import io.callapi.command.Subject;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A client that reads more slowly than its commands tell. */
class SlowReaderIT {

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

  @Test
  void disconnectsAClientForWhichTooManyMessagesWait() {
    try (TestServer server = TestServer.startWith(TALKATIVE)) {
      AtomicInteger told = countNotices(server);
      WsClient slow = server.connect();
      slow.pause();

      slow.send(echo("1", "c"));
      await().until(() -> told.get() > STAGES);
      slow.resume();

      assertThat(slow.closeCode()).isEqualTo(1013);
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
