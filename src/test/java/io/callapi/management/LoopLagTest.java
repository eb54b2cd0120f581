package io.callapi.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class LoopLagTest {

  private final Queue<Runnable> loop = new ArrayDeque<>();
  private long now;
  private final LoopLag lag = new LoopLag(loop::add, () -> now);

  @Test
  void isTheTimeUntilTheLoopAnswers() {
    askedAndAnsweredAfter(Duration.ofMillis(20));

    assertThat(lag.longest()).isEqualTo(Duration.ofMillis(20));
    assertThat(lag.silence()).isZero();
  }

  @Test
  void isTheLongestOfTheLastAnswers() {
    askedAndAnsweredAfter(Duration.ofMillis(300));
    for (int i = 0; i < 29; i++) {
      askedAndAnsweredAfter(Duration.ofMillis(1));
    }
    assertThat(lag.longest()).isEqualTo(Duration.ofMillis(300));

    askedAndAnsweredAfter(Duration.ofMillis(1));

    assertThat(lag.longest()).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void growsWhileTheLoopDoesNothing() {
    lag.ask();
    now += Duration.ofSeconds(6).toNanos();

    assertThat(lag.longest()).isEqualTo(Duration.ofSeconds(6));
    assertThat(lag.silence()).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void asksALoopThatDoesNothingOnce() {
    lag.ask();
    lag.ask();

    assertThat(loop).hasSize(1);
  }

  private void askedAndAnsweredAfter(Duration time) {
    lag.ask();
    now += time.toNanos();
    loop.remove().run();
  }
}
