package io.callapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  private long nanos = Long.MAX_VALUE - 5; // the clock may overflow
  private final RateLimit limit = new RateLimit(10, () -> nanos);

  private void wait(int millis) {
    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  private int taken(int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += limit.tryTake() ? 1 : 0;
    }
    return taken;
  }

  @Test
  void letsASecondsWorthThroughAtOnce() {
    assertThat(taken(100)).isEqualTo(10);
  }

  @Test
  void letsOneMoreThroughAfterEachPartOfASecond() {
    taken(10);

    wait(99);
    assertThat(taken(1)).isZero();
    wait(1);
    assertThat(taken(2)).isEqualTo(1);
    wait(500);
    assertThat(taken(100)).isEqualTo(5);
  }

  @Test
  void savesNoMoreThanASecondsWorth() {
    wait(60_000);

    assertThat(taken(100)).isEqualTo(10);
  }

  @Test
  void saysWhenToComeBack() {
    taken(10);
    assertThat(limit.retryAfterMs()).isEqualTo(100);

    wait(60);
    assertThat(limit.retryAfterMs()).isEqualTo(40);
    wait(limit.retryAfterMs());
    assertThat(limit.tryTake()).isTrue();
  }

  @Test
  void hasNoLimitIfItIsZero() {
    RateLimit none = new RateLimit(0, () -> nanos);

    for (int i = 0; i < 100_000; i++) {
      assertThat(none.tryTake()).isTrue();
    }
  }

  @Test
  void hasWhatIsNoRequestPaidBackBeforeAnythingElse() {
    for (int i = 0; i < 10; i++) {
      assertThat(limit.take()).isZero();
    }
    assertThat(limit.take()).isEqualTo(100);
    assertThat(limit.take()).isEqualTo(200);
    wait(200);

    assertThat(limit.tryTake()).isFalse();
    assertThat(limit.retryAfterMs()).isEqualTo(100);
  }

  @Test
  void countsNothingWithoutALimit() {
    assertThat(new RateLimit(0, () -> nanos).take()).isZero();
  }
}
