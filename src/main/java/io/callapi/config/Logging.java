package io.callapi.config;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Lays the section {@code log} over what {@code conf/logback.xml} has set up. */
public final class Logging {

  private static final String DEFAULT_PATTERN = "%d %-5level %logger{0} - %msg%n";

  private final LoggerContext context;

  private Logging(LoggerContext context) {
    this.context = context;
  }

  /**
   * Sets the level, and sends the log to the file if there is one.
   *
   * <p>Does nothing where the program around this one logs with something else than logback.
   *
   * @throws ConfigException if the file cannot be written
   */
  public static void apply(LogConfig config) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      new Logging(context).set(config);
    }
  }

  private void set(LogConfig config) {
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.valueOf(config.level().name()));
    if (config.filePath() != null) {
      Appender<ILoggingEvent> file = file(config.filePath());
      root.detachAndStopAllAppenders();
      root.addAppender(file);
    }
  }

  private Appender<ILoggingEvent> file(Path path) {
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setContext(context);
    appender.setName("FILE");
    appender.setFile(path.toString());
    appender.setAppend(true);
    appender.setEncoder(encoder());
    appender.start();
    if (!appender.isStarted()) {
      throw new ConfigException(
          new Problem(
              "log.file_path",
              "must be a file that the user '"
                  + System.getProperty("user.name")
                  + "' can write, not "
                  + path));
    }
    return appender;
  }

  private PatternLayoutEncoder encoder() {
    String pattern = context.getProperty("callapi.pattern");
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(pattern == null ? DEFAULT_PATTERN : pattern);
    encoder.start();
    return encoder;
  }
}
