package io.callapi.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * How the log and the audit file are.
 *
 * @param problem what is wrong, in a sentence; empty if nothing is
 * @param lost lines that were not written since the start
 */
public record LogState(String problem, long lost) {

  /** As it is now; nothing where the program around this one logs with something else. */
  public static LogState now() {
    List<QueuedLines> all = queues(LoggerFactory.getILoggerFactory());
    String problem =
        String.join(
            "; ", all.stream().map(QueuedLines::problem).filter(p -> !p.isEmpty()).toList());
    return new LogState(problem, all.stream().mapToLong(QueuedLines::lost).sum());
  }

  /** Begins new files where the old ones were renamed. */
  public static void reopen() {
    queues(LoggerFactory.getILoggerFactory()).forEach(QueuedLines::reopen);
  }

  /** Waits a little until all lines are written. */
  public static void flush() {
    queues(LoggerFactory.getILoggerFactory()).forEach(QueuedLines::flush);
  }

  private static List<QueuedLines> queues(ILoggerFactory factory) {
    List<QueuedLines> found = new ArrayList<>();
    if (factory instanceof LoggerContext context) {
      for (String name : List.of(org.slf4j.Logger.ROOT_LOGGER_NAME, CommandLog.AUDIT)) {
        Logger logger = context.getLogger(name);
        Iterator<Appender<ILoggingEvent>> each = logger.iteratorForAppenders();
        while (each.hasNext()) {
          if (each.next() instanceof QueuedLines queue) {
            found.add(queue);
          }
        }
      }
    }
    return found;
  }
}
