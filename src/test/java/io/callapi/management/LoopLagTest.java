package io.callapi.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoopLagTest {

  private static final Duration EVERY = Duration.ofMillis(500);

  private long now;
  private final LoopLag lag = new LoopLag(EVERY, () -> now);

  @Test
  void isByHowMuchATickWasLate() {
    tickLateBy(Duration.ofMillis(20));

    assertThat(lag.longest()).isEqualTo(Duration.ofMillis(20));
    assertThat(lag.silence()).isZero();
  }

  @Test
  void isTheLongestOfTheLastTicks() {
    tickLateBy(Duration.ofMillis(300));
    for (int i = 0; i < 29; i++) {
      tickLateBy(Duration.ofMillis(1));
    }
    assertThat(lag.longest()).isEqualTo(Duration.ofMillis(300));

    tickLateBy(Duration.ofMillis(1));

    assertThat(lag.longest()).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void growsWhileTheLoopDoesNothing() {
    now += EVERY.plusSeconds(6).toNanos();

    assertThat(lag.longest()).isEqualTo(Duration.ofSeconds(6));
    assertThat(lag.silence()).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void isNothingBeforeATickIsDue() {
    now += EVERY.toNanos();

    assertThat(lag.longest()).isZero();
  }

  private void tickLateBy(Duration time) {
    now += EVERY.plus(time).toNanos();
    lag.tick();
  }
}
