package io.callapi;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** What one part of the program logs. */
public final class LogLines implements AutoCloseable {

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Logger logger;
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          lines.add(event.getFormattedMessage());
        }
      };

  /**
   * @param name a package or a class
   */
  public LogLines(String name) {
    this.logger = (Logger) LoggerFactory.getLogger(name);
    appender.setContext(logger.getLoggerContext());
    appender.start();
    logger.addAppender(appender);
  }

  public static LogLines of(Class<?> type) {
    return new LogLines(type.getName());
  }

  public List<String> all() {
    return List.copyOf(lines);
  }

  public String text() {
    return String.join("\n", lines);
  }

  public void clear() {
    lines.clear();
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
  }
}
