package io.callapi.opensips.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final Backoff backoff = new Backoff();

  @Test
  void waitsLongerEachTimeButNeverFiveSeconds() {
    List<Duration> waits = Stream.generate(backoff::next).limit(1000).toList();

    assertThat(waits.get(0)).isBetween(Duration.ofMillis(500), Duration.ofMillis(625));
    assertThat(waits.get(1)).isBetween(Duration.ofMillis(1000), Duration.ofMillis(1250));
    assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofSeconds(5)) < 0);
  }

  @Test
  void isNotTheSameForAll() {
    assertThat(IntStream.range(0, 100).mapToObj(i -> new Backoff().next()).distinct())
        .hasSizeGreaterThan(10);
  }

  @Test
  void beginsAnewAfterASuccess() {
    Stream.generate(backoff::next).limit(10).forEach(wait -> assertThat(wait).isPositive());
    backoff.reset();

    assertThat(backoff.next()).isLessThan(Duration.ofSeconds(1));
  }
}
