package io.callapi.process;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.RejectedExecutionException;
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

  private final EventExecutor loop;
  private final Runnable answer = this::answer;
  private final LastWords dead;
  private final LastWords stuck;
  private final LastWords noMemory;
  private volatile boolean answered = true;
  private volatile boolean outOfMemory;
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
   * Looks whether it has answered, and asks again if so.
   *
   * @param elapsed nanoseconds since this was called before
   * @param patience nanoseconds that it may take to answer
   */
  Pulse beat(long elapsed, long patience) {
    if (outOfMemory) {
      return Pulse.OUT_OF_MEMORY;
    }
    if (!answered) {
      silentNanos += elapsed;
      return silentNanos < patience ? Pulse.BEATING : Pulse.SILENT;
    }
    silentNanos = 0;
    answered = false;
    return ask() ? Pulse.BEATING : Pulse.DEAD;
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
    try {
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
    answered = true;
  }
}
