package io.callapi.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Has lines written by a thread of its own, so that no event loop waits for a disk. So many may
 * wait; what comes beyond that is lost, and counted.
 */
final class QueuedLines extends UnsynchronizedAppenderBase<ILoggingEvent> {

  static final int CAPACITY = 8192;

  private static final long EVERY = Duration.ofMinutes(1).toNanos();
  private static final long GLANCE = Duration.ofMillis(1).toNanos();
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final Sink sink;
  private final BlockingQueue<ILoggingEvent> queue;
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final Thread writer = new Thread(this::run, "log writer");
  private volatile boolean reopening;
  private long told;
  private long toldAt = System.nanoTime() - EVERY;

  QueuedLines(Sink sink, int capacity) {
    this.sink = sink;
    this.queue = new ArrayBlockingQueue<>(capacity);
    writer.setDaemon(true);
  }

  @Override
  public void start() {
    super.start();
    writer.start();
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (JsonLines.entryOf(event) == null) { // else it never changes, and is put into words later
      event.prepareForDeferredProcessing();
    }
    if (queue.offer(event)) {
      accepted.incrementAndGet();
    } else {
      lost.incrementAndGet();
    }
  }

  private void run() {
    while (isStarted() || !queue.isEmpty()) {
      ILoggingEvent event = next();
      if (reopening) {
        reopening = false;
        sink.reopen();
      }
      if (event != null) {
        write(event);
      }
      tellLost();
    }
    sink.close();
  }

  private @Nullable ILoggingEvent next() {
    try {
      return queue.poll(100, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return null; // it ends by stop() alone
    }
  }

  private void write(ILoggingEvent event) {
    try {
      if (!sink.write(event)) {
        lost.incrementAndGet();
      }
    } catch (Throwable e) { // whatever one line does, the others are written
      lost.incrementAndGet();
    } finally {
      done.incrementAndGet();
    }
  }

  private void tellLost() {
    long now = System.nanoTime();
    long count = lost.get();
    if (count > told && now - toldAt >= EVERY && queue.isEmpty() && sink.problem().isEmpty()) {
      told = count;
      toldAt = now;
      sink.write(line(count + " lines lost so far: they came faster than they could be written"));
    }
  }

  private ILoggingEvent line(String text) {
    Logger logger = ((LoggerContext) getContext()).getLogger(QueuedLines.class);
    return new LoggingEvent(QueuedLines.class.getName(), logger, Level.WARN, text, null, null);
  }

  /** Soon, by the thread that writes. */
  void reopen() {
    reopening = true;
  }

  /** Waits until all is written that has come so far, but not for ever. */
  void flush() {
    long target = accepted.get();
    long end = System.nanoTime() + LAST_WORDS.toNanos();
    while (done.get() < target && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(GLANCE);
    }
  }

  long lost() {
    return lost.get();
  }

  String problem() {
    return sink.problem();
  }

  @Override
  public void stop() {
    if (isStarted()) {
      super.stop();
      try {
        writer.join(LAST_WORDS.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
