package io.callapi.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefusalLogTest {

  private long now;
  private final RefusalLog log = new RefusalLog(() -> now);

  @Test
  void isDueOnceAMinuteForEachSender() {
    assertThat(log.count("a")).hasValue(1);
    assertThat(log.count("a")).isEmpty();
    assertThat(log.count("a")).isEmpty();
    assertThat(log.count("b")).hasValue(1);

    now += Duration.ofMinutes(1).toNanos();

    assertThat(log.count("a")).hasValue(3);
    assertThat(log.count("a")).isEmpty();
  }

  @Test
  void countsSendersBeyondABoundTogether() {
    long lines =
        IntStream.range(0, 10_000).filter(i -> log.count("made up " + i).isPresent()).count();

    assertThat(lines).isEqualTo(RefusalLog.MOST_SENDERS + 1);
  }

  @Test
  void forgetsSendersThatHaveBeenQuiet() {
    IntStream.range(0, RefusalLog.MOST_SENDERS).forEach(i -> log.count("made up " + i));
    now += Duration.ofMinutes(1).toNanos();

    assertThat(log.count("new")).hasValue(1);
    assertThat(log.count("newer")).hasValue(1);
  }
}
