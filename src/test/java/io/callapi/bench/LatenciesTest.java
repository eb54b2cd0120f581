package io.callapi.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void findsPercentilesToWithinTwoPercent() {
    Latencies latencies = new Latencies();

    LongStream.rangeClosed(1, 1000).map(i -> i * 1_000_000).forEach(latencies::add);

    assertThat(latencies.millis(0.5)).isCloseTo(500, within(10.0));
    assertThat(latencies.millis(0.99)).isCloseTo(990, within(20.0));
    assertThat(latencies.millis(1)).isCloseTo(1000, within(20.0));
  }

  @Test
  void addsUpWhatSeveralHaveCounted() {
    Latencies fast = new Latencies();
    Latencies slow = new Latencies();
    fast.add(1_000_000);
    slow.add(9_000_000);

    fast.addAll(slow);

    assertThat(fast.millis(0.5)).isCloseTo(1, within(0.02));
    assertThat(fast.millis(0.99)).isCloseTo(9, within(0.2));
  }

  @Test
  void isZeroWithoutAnyDuration() {
    assertThat(new Latencies().millis(0.5)).isZero();
  }
}
