package io.callapi.client;

import static io.callapi.client.Requests.echo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.command.CommandScope;
import io.callapi.command.CommandType;
import io.callapi.command.Subject;
import io.vertx.core.Future;
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
          (params, scope) -> () -> talk(scope));

  private static Future<Void> talk(CommandScope scope) {
    for (int i = 0; i < STAGES; i++) {
      scope.report("Reply", STAGE);
    }
    return Future.succeededFuture();
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
