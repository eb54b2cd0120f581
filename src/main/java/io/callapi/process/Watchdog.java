package io.callapi.process;

import io.callapi.process.Heartbeat.Pulse;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process when it can do its work no more: when memory has run out, when an event loop is
 * dead or stuck, or when a stop takes too long. Whoever has started the process starts it again.
 *
 * <p>A thread of its own, which needs no event loop, no log and no memory to do so.
 */
public final class Watchdog {

  private static final long TICK = TimeUnit.SECONDS.toNanos(1);

  /** A stop is not held up for longer than this by an event loop that does nothing. */
  private static final long STOP_PATIENCE = TimeUnit.SECONDS.toNanos(5);

  private final Heartbeat[] heartbeats;
  private final CollectorLoad collectors = new CollectorLoad();
  private final LastWords.Halt halt;
  private final OutOfMemoryFilter memory;
  private final long patience;
  private final LastWords cutOff =
      new LastWords(ProcessExit.STOPPED, "the stop was cut off, for it took too long");
  private final Thread thread = new Thread(this::watch, "watchdog");
  private volatile long stopLimit;
  private long stoppingFor;
  private volatile boolean stopping;
  private volatile boolean dismissed;

  private Watchdog(Heartbeat[] heartbeats, Duration patience, LastWords.Halt halt) {
    this.heartbeats = heartbeats;
    this.patience = patience.toNanos();
    this.halt = halt;
    this.memory = OutOfMemoryFilter.install(halt);
    thread.setDaemon(true);
  }

  /**
   * Begins to watch.
   *
   * @param patience how long an event loop may do nothing; zero for any time
   */
  public static Watchdog start(Vertx vertx, Duration patience) {
    return start(vertx, patience, LastWords::sayAndHalt);
  }

  static Watchdog start(Vertx vertx, Duration patience, LastWords.Halt halt) {
    Watchdog watchdog = new Watchdog(heartbeats(vertx, patience), patience, halt);
    watchdog.thread.start();
    return watchdog;
  }

  private static Heartbeat[] heartbeats(Vertx vertx, Duration patience) {
    VertxInternal internal = (VertxInternal) vertx;
    String inWords = patience.toMillis() / 1000.0 + " s";
    List<Heartbeat> all = new ArrayList<>();
    internal
        .nettyEventLoopGroup()
        .forEach(loop -> all.add(new Heartbeat(loop, "event loop " + all.size(), inWords)));
    internal
        .acceptorEventLoopGroup()
        .forEach(loop -> all.add(new Heartbeat(loop, "the event loop of the port", inWords)));
    return all.toArray(Heartbeat[]::new);
  }

  /**
   * The process is being stopped: from now on event loops may end, and all of it must be over
   * within that time.
   */
  public void expectEndWithin(Duration limit) {
    stopLimit = limit.toNanos();
    stopping = true;
  }

  /** Watches no more: the process goes on without what was watched. */
  public void dismiss() {
    dismissed = true;
    memory.uninstall();
    LockSupport.unpark(thread);
  }

  private void watch() {
    long before = System.nanoTime();
    while (!dismissed) {
      LockSupport.parkNanos(TICK);
      long now = System.nanoTime();
      // All threads have stood still together if much more has passed: that is nobody's fault.
      look(Math.min(now - before, 2 * TICK));
      before = now;
    }
  }

  private void look(long elapsed) {
    LastWords why = stopping ? lookAtStop(elapsed) : lookAtLife(elapsed);
    if (why != null && !dismissed) {
      halt.now(why);
    }
  }

  private @Nullable LastWords lookAtStop(long elapsed) {
    stoppingFor += elapsed;
    boolean heldUp = stoppingFor > stopLimit;
    for (Heartbeat heartbeat : heartbeats) {
      heldUp |= heartbeat.beat(elapsed, STOP_PATIENCE) == Pulse.SILENT;
    }
    return heldUp ? cutOff : null;
  }

  private @Nullable LastWords lookAtLife(long elapsed) {
    if (collectors.isTooMuch(elapsed)) {
      return collectors.words();
    }
    if (patience == 0) {
      return null;
    }
    for (Heartbeat heartbeat : heartbeats) {
      LastWords why = heartbeat.words(heartbeat.beat(elapsed, patience));
      if (why != null) {
        return stopping ? null : why; // it has been told to stop meanwhile
      }
    }
    return null;
  }
}
