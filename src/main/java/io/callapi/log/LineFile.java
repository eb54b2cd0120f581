package io.callapi.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.status.Status;
import ch.qos.logback.core.status.StatusListener;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A file for lines that may come to be full: that is told on stderr and in the status, what comes
 * meanwhile is lost, and it is tried again. Lines are written by one thread.
 */
final class LineFile implements Sink, StatusListener {

  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final FileAppender<ILoggingEvent> file;
  private final String path;
  private final PrintStream err;
  private volatile String problem = "";
  private volatile boolean broken;
  private long brokenSince;
  private long lost;

  LineFile(FileAppender<ILoggingEvent> file, PrintStream err) {
    this.file = file;
    this.path = file.getFile();
    this.err = err;
  }

  @Override
  public boolean write(ILoggingEvent event) {
    if (broken && !reopenInTime()) {
      lost++;
      return false;
    }
    file.doAppend(event);
    if (broken) {
      lost++;
      return false;
    }
    if (!problem.isEmpty()) {
      problem = "";
      err.println("call-api: " + path + " can be written again; lines lost: " + lost);
    }
    return true;
  }

  private boolean reopenInTime() {
    return System.nanoTime() - brokenSince >= PAUSE && reopen();
  }

  @Override
  public boolean reopen() {
    try {
      broken = false;
      file.openFile(path);
      return true;
    } catch (IOException e) {
      fail(e.getMessage());
      return false;
    }
  }

  @Override
  public String problem() {
    return problem;
  }

  @Override
  public void close() {
    file.stop();
  }

  /** How logback tells of a failed write. */
  @Override
  public void addStatusEvent(Status status) {
    if (status.getLevel() == Status.ERROR
        && status.getMessage().contains("IO failure")
        && status.getMessage().contains("[" + path + "]")) {
      Throwable cause = status.getThrowable();
      fail(cause == null ? status.getMessage() : cause.getMessage());
    }
  }

  private void fail(@Nullable String why) {
    broken = true;
    brokenSince = System.nanoTime();
    if (problem.isEmpty()) {
      problem = path + " cannot be written: " + why;
      err.println("call-api: " + problem + "; all else goes on, and lines are lost meanwhile");
    }
  }
}
