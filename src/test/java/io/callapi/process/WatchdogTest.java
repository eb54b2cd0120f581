package io.callapi.process;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchdogTest {

  private final Vertx vertx = Vertx.vertx();
  private final List<LastWords> said = new CopyOnWriteArrayList<>();
  private final CountDownLatch block = new CountDownLatch(1);

  @AfterEach
  void close() {
    block.countDown();
    vertx.close().await();
  }

  @Test
  void saysNothingWhileAllEventLoopsAnswer() {
    Watchdog watchdog = start(Duration.ofSeconds(30));

    await().during(Duration.ofMillis(2500)).atMost(5, SECONDS).until(said::isEmpty);
    watchdog.dismiss();
  }

  @Test
  void endsTheProcessForAnEventLoopThatIsStuck() {
    blockAnEventLoop();

    Watchdog watchdog = start(Duration.ofSeconds(2));

    await().atMost(60, SECONDS).until(() -> !said.isEmpty());
    watchdog.dismiss();
    assertThat(said.get(0).code()).isEqualTo(4);
    assertThat(said.get(0).toString()).contains("has done nothing for 2.0 s");
  }

  @Test
  void letsAnEventLoopBeStuckForAnyTimeIfToldSo() {
    blockAnEventLoop();

    Watchdog watchdog = start(Duration.ZERO);

    await().during(Duration.ofSeconds(3)).atMost(5, SECONDS).until(said::isEmpty);
    watchdog.dismiss();
  }

  @Test
  void endsTheProcessForAnEventLoopThatIsDead() {
    EventExecutor loop = ((VertxInternal) vertx).nettyEventLoopGroup().next();
    assertThat(loop.shutdownGracefully(0, 0, SECONDS).awaitUninterruptibly(60, SECONDS)).isTrue();

    Watchdog watchdog = start(Duration.ofSeconds(30));

    await().atMost(60, SECONDS).until(() -> !said.isEmpty());
    watchdog.dismiss();
    assertThat(said.get(0).code()).isEqualTo(4);
    assertThat(said.get(0).toString()).contains("is dead");
  }

  @Test
  void cutsAStopOffThatTakesTooLong() {
    Watchdog watchdog = start(Duration.ofSeconds(30));

    watchdog.expectEndWithin(Duration.ofSeconds(1));

    await().atMost(60, SECONDS).until(() -> !said.isEmpty());
    watchdog.dismiss();
    assertThat(said.get(0).code()).isEqualTo(143);
  }

  @Test
  void expectsEventLoopsToEndWhenTheProcessIsStopped() {
    Watchdog watchdog = start(Duration.ofSeconds(2));

    watchdog.expectEndWithin(Duration.ofMinutes(1));
    vertx.close().await();

    await().during(Duration.ofSeconds(3)).atMost(5, SECONDS).until(said::isEmpty);
    watchdog.dismiss();
  }

  private Watchdog start(Duration patience) {
    return Watchdog.start(vertx, patience, said::add);
  }

  private void blockAnEventLoop() {
    vertx
        .getOrCreateContext()
        .runOnContext(
            v -> {
              try {
                block.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }
}
