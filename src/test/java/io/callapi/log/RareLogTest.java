package io.callapi.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RareLogTest {

  private final AtomicLong nanos = new AtomicLong(-5);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("test.rare");
  private final RareLog log = new RareLog(logger, "bad things", nanos::get);

  @BeforeEach
  void collect() {
    logger.setAdditive(false);
    logger.addAppender(lines);
    lines.start();
  }

  @Test
  void logsTheFirstAtOnceAndTheOthersOfAMinuteTogether() {
    for (int i = 1; i <= 60_000; i++) {
      log.note("no " + i);
      nanos.addAndGet(Duration.ofMillis(1).toNanos());
    }
    log.note("no 60001");

    assertThat(log.count()).isEqualTo(60_001);
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "1 bad things so far, the last: no 1", "60001 bad things so far, the last: no 60001");
  }
}
