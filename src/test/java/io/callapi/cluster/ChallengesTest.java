package io.callapi.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChallengesTest {

  private long now;
  private final Challenges challenges = new Challenges(() -> now);

  @Test
  void takesEachOnceAndFromItsNodeOnly() {
    String given = challenges.give("a");

    assertThat(given).hasSize(32);
    assertThat(challenges.take(given, "b")).isFalse();
    assertThat(challenges.take(given, "a")).isTrue();
    assertThat(challenges.take(given, "a")).isFalse();
    assertThat(challenges.take("never given", "a")).isFalse();
  }

  @Test
  void forgetsTheOldestOfTooMany() {
    String first = challenges.give("a");
    String second = challenges.give("a");
    IntStream.range(0, Challenges.MOST - 1).forEach(i -> challenges.give("a"));

    assertThat(challenges.take(first, "a")).isFalse();
    assertThat(challenges.take(second, "a")).isTrue();
  }
}
