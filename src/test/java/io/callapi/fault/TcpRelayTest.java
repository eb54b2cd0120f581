package io.callapi.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TcpRelayTest {

  private final Vertx vertx = Vertx.vertx();
  private final AtomicReference<String> answer = new AtomicReference<>("");
  private final AtomicBoolean closed = new AtomicBoolean();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void deliversEverythingBothWaysWhenThePlanIsClean() {
    NetSocket client = connect(FaultPlan.clean(1));

    client.write("a").compose(v -> client.write("b")).await();

    await().until(() -> answer.get().equals("ab"));
  }

  @Test
  void keepsTheOrderOfWhatIsLostOrHeldBack() {
    NetSocket client =
        connect(FaultPlan.clean(2).withDrop(0.1).withLate(0.5, Duration.ofMillis(10)));
    String text = IntStream.range(0, 50).mapToObj(i -> i + ",").collect(Collectors.joining());

    IntStream.range(0, 50).forEach(i -> client.write(i + ",").await());

    await().until(() -> answer.get().length() == text.length());
    assertThat(answer).hasValue(text);
  }

  @Test
  void endsTheConnectionInTheMiddleWhenItIsCut() {
    NetSocket client = connect(FaultPlan.clean(3).withCut(1));

    client.write("a long enough message").await();

    await().untilTrue(closed);
    assertThat("a long enough message").startsWith(answer.get()).isNotEqualTo(answer.get());
  }

  @Test
  void passesTheEndOfAConnectionOn() {
    NetSocket client = connect(FaultPlan.clean(1));

    client.write("bye").await();

    await().untilTrue(closed);
  }

  @Test
  void changesBytes() {
    NetSocket client = connect(FaultPlan.clean(1).withCorrupt(1));

    String text = "0".repeat(1000);
    client.write(text).await();

    await().until(() -> answer.get().length() == text.length());
    assertThat(answer.get()).isNotEqualTo(text);
  }

  private NetSocket connect(FaultPlan plan) {
    int target =
        vertx
            .createNetServer()
            .connectHandler(TcpRelayTest::echo)
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
    TcpRelay relay = new TcpRelay("http", () -> target, new Faults(plan));
    vertx.deployVerticle(relay).await();
    NetSocket client = vertx.createNetClient().connect(relay.port(), "127.0.0.1").await();
    client
        .handler(data -> answer.accumulateAndGet(data.toString(), String::concat))
        .closeHandler(v -> closed.set(true));
    return client;
  }

  private static void echo(NetSocket socket) {
    socket.handler(data -> answer(socket, data));
  }

  private static void answer(NetSocket socket, Buffer data) {
    if (data.toString().equals("bye")) {
      socket.close();
    } else {
      socket.write(data);
    }
  }
}
