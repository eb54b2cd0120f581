package io.callapi.opensips.flow;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepeatBudgetTest {

  private final FakeNanos clock = new FakeNanos();
  private final RepeatBudget budget = new RepeatBudget(clock);

  @Test
  void hasAFewRepeatsForAQuietLink() {
    assertThat(taken(100, false)).isEqualTo(5);

    clock.advance(ofSeconds(2));

    assertThat(taken(100, false)).isEqualTo(2);
  }

  @Test
  void givesOneRepeatForTenRequestsWhileTheProxyIsLate() {
    taken(100, false);

    int given = 0;
    for (int i = 0; i < 1000; i++) {
      budget.sent();
      given += taken(1, false);
    }

    assertThat(given).isBetween(99, 100);
  }

  @Test
  void savesNoMoreThanAFew() {
    IntStream.range(0, 10_000).forEach(i -> budget.sent());
    clock.advance(ofSeconds(1000));

    assertThat(taken(10_000, false)).isEqualTo(5);
  }

  @Test
  void gives50AtOnceAnd5ASecondWhereRequestsGetLost() {
    taken(100, false);
    assertThat(taken(1000, true)).isEqualTo(50);

    clock.advance(ofSeconds(2));

    assertThat(taken(1000, true)).isEqualTo(10 + 2);
  }

  @Test
  void givesOneForTwoRequestsWhereTheyGetLost() {
    taken(1000, true);

    int given = 0;
    for (int i = 0; i < 1000; i++) {
      budget.sent();
      given += taken(1, true);
    }

    assertThat(given).isBetween(500, 600);
  }

  private int taken(int asked, boolean lost) {
    return (int) IntStream.range(0, asked).filter(i -> budget.take(lost)).count();
  }
}
