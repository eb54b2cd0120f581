package io.callapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

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
      taken += limit.tryTake(1) ? 1 : 0;
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
    assertThat(limit.retryAfterMs(1)).isEqualTo(100);

    wait(60);
    assertThat(limit.retryAfterMs(1)).isEqualTo(40);
    wait(limit.retryAfterMs(1));
    assertThat(limit.tryTake(1)).isTrue();
  }

  @Test
  void hasNoLimitIfItIsZero() {
    RateLimit none = new RateLimit(0, () -> nanos);

    for (int i = 0; i < 100_000; i++) {
      assertThat(none.tryTake(1)).isTrue();
    }
  }

  @Test
  void takesMoreForWhatIsDearer() {
    assertThat(limit.tryTake(4)).isTrue();
    assertThat(limit.tryTake(6)).isTrue();
    assertThat(limit.has(0.1)).isFalse();

    wait(300);
    assertThat(limit.has(3)).isTrue();
    assertThat(limit.tryTake(4)).isFalse();
    assertThat(limit.retryAfterMs(4)).isEqualTo(100);
    assertThat(limit.tryTake(3)).isTrue();
  }

  @Test
  void letsWhatIsDearerThanAWholeSecondThroughOnceASecond() {
    assertThat(limit.tryTake(65)).isTrue();
    assertThat(limit.tryTake(1)).isFalse();

    wait(1000);
    assertThat(limit.tryTake(65)).isTrue();
  }

  @Test
  void givesOneSecondsWorthOfCreditAtMost() {
    taken(10);
    limit.charge(1_000_000);

    wait(1000);
    assertThat(limit.tryTake(1)).isFalse();
    wait(100);
    assertThat(limit.tryTake(1)).isTrue();
  }

  @Test
  void saysHowLongToReadNothingAfterWhatIsNoRequest() {
    taken(9);

    assertThat(limit.take()).isZero();
    assertThat(limit.take()).isEqualTo(100);
    assertThat(limit.take()).isEqualTo(200);
    assertThat(new RateLimit(0, () -> nanos).take()).isZero();
  }

  @Test
  void countsAMessageByItsRequestsItsLengthAndItsFaults() {
    String kibi = "x".repeat(1024);

    assertThat(Cost.of("x".repeat(1023))).isEqualTo(1);
    assertThat(Cost.of(kibi.repeat(64))).isEqualTo(65);
    assertThat(100 * Cost.share(kibi.repeat(12), 100)).isEqualTo(112, offset(1e-6));
    assertThat(Cost.share(kibi, 1) + Cost.surcharge(Cost.share(kibi, 1))).isEqualTo(20);
  }
}
