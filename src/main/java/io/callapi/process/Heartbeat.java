package io.callapi.process;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Asks one event loop for a sign of life, which includes that it can still receive a datagram. */
final class Heartbeat {

  /** How a loop is. */
  enum Pulse {
    BEATING,
    SILENT,
    DEAD,
    OUT_OF_MEMORY
  }

  /** What a socket of the proxy's side takes for each datagram that it receives. */
  private static final int DATAGRAM = 65536;

  private static final int MOST_UNANSWERED = 1000;

  private final EventExecutor loop;
  private final Runnable answer = this::answer;
  private final LastWords dead;
  private final LastWords stuck;
  private final LastWords noMemory;
  private final AtomicInteger answers = new AtomicInteger();
  private volatile boolean outOfMemory;
  private int asked;
  private int seen;
  private long silentNanos;

  /**
   * @param name of the loop
   * @param patience in words
   */
  Heartbeat(EventExecutor loop, String name, String patience) {
    this.loop = loop;
    this.dead = new LastWords(ProcessExit.STUCK, name + " is dead");
    this.stuck = new LastWords(ProcessExit.STUCK, name + " has done nothing for " + patience);
    this.noMemory =
        new LastWords(
            ProcessExit.OUT_OF_MEMORY, "out of memory: " + name + " gets no direct memory");
  }

  /**
   * Asks again, and looks whether an answer has come since the last time.
   *
   * <p>It asks each time, not only after an answer: a loop that is late with a long queue answers
   * late, but it does answer, and only one that is stuck does not.
   *
   * @param elapsed nanoseconds since this was called before
   * @param patience nanoseconds that may pass without an answer
   */
  Pulse beat(long elapsed, long patience) {
    if (outOfMemory) {
      return Pulse.OUT_OF_MEMORY;
    }
    int answered = answers.get();
    silentNanos = answered == seen && asked > 0 ? silentNanos + elapsed : 0;
    seen = answered;
    if (!ask()) {
      return Pulse.DEAD;
    }
    return silentNanos < patience ? Pulse.BEATING : Pulse.SILENT;
  }

  /** What is to be said of such a pulse; null if it is as it should be. */
  @Nullable LastWords words(Pulse pulse) {
    return switch (pulse) {
      case BEATING -> null;
      case SILENT -> stuck;
      case DEAD -> dead;
      case OUT_OF_MEMORY -> noMemory;
    };
  }

  private boolean ask() {
    if (asked - seen > MOST_UNANSWERED) {
      return true;
    }
    try {
      asked++;
      loop.execute(answer);
      return true;
    } catch (RejectedExecutionException ended) {
      return false;
    }
  }

  private void answer() {
    try {
      ByteBuf datagram = ByteBufAllocator.DEFAULT.directBuffer(DATAGRAM);
      datagram.release();
    } catch (OutOfMemoryError e) {
      outOfMemory = true;
    }
    answers.incrementAndGet();
  }
}
