package io.callapi.status;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class DescriptorWatchTest {

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(DescriptorWatch.class);
  private final DescriptorWatch watch = new DescriptorWatch(() -> 0, 100);

  @BeforeEach
  void collect() {
    logger.addAppender(lines);
    lines.start();
  }

  @AfterEach
  void stopCollecting() {
    logger.detachAppender(lines);
  }

  private Iterable<String> told() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void saysNothingWhereMoreThanAFifthIsLeft() {
    watch.onCount(79);

    assertThat(told()).isEmpty();
  }

  @Test
  void saysOnceThatFourFifthsAreInUse() {
    watch.onCount(80);
    watch.onCount(90);

    assertThat(told())
        .containsExactly(
            "1 times many file descriptors were in use so far, the last: 80 of 100 (ulimit -n)");
  }

  @Test
  void saysThatNoneIsLeft() {
    watch.onCount(85);
    watch.onCount(100);

    assertThat(told()).hasSize(2).element(1).asString().contains("100 of 100", "wait until");
  }

  @Test
  void hasRoomForWhatTheProcessMayOpenBesideWhatItNeedsItself() {
    DescriptorWatch narrow = new DescriptorWatch(() -> 60, 1024);

    assertThat(narrow.roomFor(900)).isEqualTo(900);
    assertThat(told()).isEmpty();
    assertThat(narrow.roomFor(20_000)).isEqualTo(1024 - 60 - 32);
    assertThat(told())
        .containsExactly(
            "932 connections at most, for the process may open 1024 files (ulimit -n)");
  }

  @Test
  void hasRoomForAFewInAnyCase() {
    assertThat(new DescriptorWatch(() -> 60, 64).roomFor(100)).isEqualTo(8);
  }
}
