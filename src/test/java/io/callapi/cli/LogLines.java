package io.callapi.cli;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What one part of the program logs. */
final class LogLines {

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger logger;

  /**
   * @param name a package or a class
   */
  LogLines(String name) {
    this.logger = (Logger) LoggerFactory.getLogger(name);
    lines.start();
    logger.addAppender(lines);
  }

  List<String> all() {
    return List.copyOf(lines.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  void clear() {
    lines.list.clear();
  }

  void close() {
    logger.detachAppender(lines);
  }
}
