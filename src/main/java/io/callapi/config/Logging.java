package io.callapi.config;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.encoder.Encoder;
import io.callapi.log.CommandLog;
import io.callapi.log.JsonLines;
import io.callapi.log.LineTargets;
import io.callapi.log.TextLines;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Lays the sections {@code log} and {@code audit} over what {@code conf/logback.xml} has set up.
 */
public final class Logging {

  private static final String DEFAULT_PATTERN = "%d %-5level %logger{0} - %msg%n";

  private final LoggerContext context;
  private final LogConfig config;
  private final LineTargets targets;

  private Logging(LoggerContext context, LogConfig config) {
    this.context = context;
    this.config = config;
    this.targets = new LineTargets(context);
  }

  /**
   * Sets the level, and sends the log to the file if there is one, else to stderr; lines are
   * written by threads of their own.
   *
   * <p>Does nothing where the program around this one logs with something else than logback.
   *
   * @throws ConfigException if a file cannot be written
   */
  public static void apply(LogConfig config) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      new Logging(context, config).set();
    }
  }

  private void set() {
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Path path = config.filePath();
    Appender<ILoggingEvent> log =
        path == null
            ? targets.toStderr(encoder())
            : file("log.file_path", path, config.rolling(), encoder());
    root.setLevel(Level.valueOf(config.level().name()));
    root.detachAndStopAllAppenders();
    root.addAppender(log);
    setAudit(config.auditPath());
  }

  private void setAudit(@Nullable Path path) {
    Logger audit = context.getLogger(CommandLog.AUDIT);
    audit.detachAndStopAllAppenders();
    audit.setAdditive(false);
    audit.setLevel(path == null ? Level.OFF : Level.TRACE);
    if (path != null) {
      audit.addAppender(file("audit.file_path", path, config.auditRolling(), JsonLines.forAudit()));
    }
  }

  private Appender<ILoggingEvent> file(
      String key, Path path, RollingConfig rolling, Encoder<ILoggingEvent> encoder) {
    Appender<ILoggingEvent> file =
        targets.toFile(
            path,
            new LineTargets.Rolling(
                rolling.maxFileSize(), rolling.keepDays(), rolling.maxTotalSize()),
            encoder);
    if (file == null) {
      throw new ConfigException(
          new Problem(
              key,
              "must be a file that the user '%s' can write, not %s"
                  .formatted(System.getProperty("user.name"), path)));
    }
    return file;
  }

  private Encoder<ILoggingEvent> encoder() {
    boolean hidden = config.parties() == LogParties.HIDDEN;
    String pattern = context.getProperty("callapi.pattern");
    return config.format() == LogFormat.JSON
        ? JsonLines.forLog(hidden)
        : new TextLines(pattern == null ? DEFAULT_PATTERN : pattern, hidden);
  }
}
