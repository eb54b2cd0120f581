package io.callapi.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes what lines are written to. */
public final class LineTargets {

  private final LoggerContext context;

  public LineTargets(LoggerContext context) {
    this.context = context;
  }

  /**
   * When a file is full and another begins, and how many are kept.
   *
   * @param maxFileSize in bytes; 0 for no end, which leaves it to others to rename it
   * @param keepDays 0 for ever
   * @param maxTotalSize of all kept files in bytes; 0 for no limit
   */
  public record Rolling(long maxFileSize, int keepDays, long maxTotalSize) {}

  /** Lines to stderr. */
  public Appender<ILoggingEvent> toStderr(Encoder<ILoggingEvent> encoder) {
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget("System.err");
    console.setEncoder(started(encoder));
    console.start();
    return queued(new ConsoleSink(console), "STDERR");
  }

  /** Lines to a file; null if it cannot be opened. */
  public @Nullable Appender<ILoggingEvent> toFile(
      Path path, Rolling rolling, Encoder<ILoggingEvent> encoder) {
    boolean ordinary = !Files.exists(path) || Files.isRegularFile(path);
    FileAppender<ILoggingEvent> file =
        ordinary && rolling.maxFileSize() > 0 ? rolling(path, rolling) : new FileAppender<>();
    file.setContext(context);
    file.setName(path.toString());
    file.setFile(path.toString());
    file.setAppend(true);
    file.setEncoder(started(encoder));
    LineFile sink = new LineFile(file, System.err);
    context.getStatusManager().add(sink);
    file.start();
    return file.isStarted() ? queued(sink, path.toString()) : null;
  }

  private Encoder<ILoggingEvent> started(Encoder<ILoggingEvent> encoder) {
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  private QueuedLines queued(Sink sink, String name) {
    QueuedLines queued = new QueuedLines(sink, QueuedLines.CAPACITY);
    queued.setContext(context);
    queued.setName(name);
    queued.start();
    return queued;
  }

  private FileAppender<ILoggingEvent> rolling(Path path, Rolling rolling) {
    RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
    file.setFile(path.toString());
    SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy = new SizeAndTimeBasedRollingPolicy<>();
    policy.setContext(context);
    policy.setParent(file);
    policy.setFileNamePattern(path.toString().replace("%", "\\%") + ".%d{yyyy-MM-dd}.%i.gz");
    policy.setMaxFileSize(new FileSize(rolling.maxFileSize()));
    policy.setMaxHistory(rolling.keepDays());
    policy.setTotalSizeCap(new FileSize(rolling.maxTotalSize()));
    policy.setCleanHistoryOnStart(true);
    policy.start();
    file.setRollingPolicy(policy);
    return file;
  }
}
