package io.callapi.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Ends the process when a part of it is about to log that memory has run out, at whatever level.
 *
 * <p>Netty and Vert.x catch what is thrown on their event loops, log it and go on, with a socket or
 * a whole event loop less. Java's own ExitOnOutOfMemoryError does not know of direct memory.
 */
final class OutOfMemoryFilter extends TurboFilter {

  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(OutOfMemoryFilter.class);
  private static final int DEEPEST_CAUSE = 20; // causes may go in a circle

  private final LastWords words =
      new LastWords(ProcessExit.OUT_OF_MEMORY, "out of memory, as a thread has found");
  private final LastWords.Halt halt;

  OutOfMemoryFilter(LastWords.Halt halt) {
    this.halt = halt;
  }

  /** Has all that is logged looked at, and what ends a thread logged. */
  static OutOfMemoryFilter install(LastWords.Halt halt) {
    OutOfMemoryFilter filter = new OutOfMemoryFilter(halt);
    filter.start();
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.addTurboFilter(filter);
    }
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> LOG.error("Thread {} has ended", thread.getName(), e));
    return filter;
  }

  void uninstall() {
    Thread.setDefaultUncaughtExceptionHandler(null);
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getTurboFilterList().remove(this);
    }
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] params,
      @Nullable Throwable thrown) {
    if (isOutOfMemory(thrown)) {
      halt.now(words);
    }
    if (params != null && params.length > 0) {
      Object last = params[params.length - 1]; // where SLF4J takes a Throwable, too
      if (last instanceof Throwable e && isOutOfMemory(e)) {
        halt.now(words);
      }
    }
    return FilterReply.NEUTRAL;
  }

  private static boolean isOutOfMemory(@Nullable Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      if (cause instanceof OutOfMemoryError) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
