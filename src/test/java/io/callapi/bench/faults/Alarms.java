package io.callapi.bench.faults;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;

/** Counts what is logged as a warning or worse, by who says what. */
final class Alarms extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final Map<String, Integer> counts = new ConcurrentHashMap<>();
  private final Logger root;

  private Alarms(LoggerContext log) {
    setContext(log);
    this.root = log.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  /** Listens to the log, whatever level it has. */
  static Alarms listen() {
    Alarms alarms = new Alarms((LoggerContext) LoggerFactory.getILoggerFactory());
    alarms.start();
    if (!alarms.root.isEnabledFor(Level.WARN)) {
      alarms.root.setLevel(Level.WARN);
    }
    alarms.root.addAppender(alarms);
    return alarms;
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
      counts.merge(event.getLoggerName() + ": " + event.getMessage(), 1, Integer::sum);
    }
  }

  /** What was said more often than that. */
  List<String> above(int most) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() > most)
        .map(entry -> "logged " + entry.getValue() + " times: " + entry.getKey())
        .toList();
  }

  @Override
  public void close() {
    root.detachAppender(this);
  }
}
