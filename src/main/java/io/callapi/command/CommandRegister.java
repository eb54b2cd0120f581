package io.callapi.command;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The command ids of a node that run, or have ended within the last minute, with all that their
 * commands have told, so that a request which is sent again is recognised and answered anew.
 *
 * <p>Shared by all instances of the command logic, and safe to be.
 */
public final class CommandRegister {

  /** How often {@link #forgetOld} is due. */
  static final Duration SWEEP = Duration.ofSeconds(5);

  private static final Duration MEMORY = Duration.ofMinutes(1);

  /** The most ended commands that are kept. */
  static final int MAX_ENDED = 100_000;

  private final LongSupplier nanoClock;
  private final int maxEnded;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final Queue<Entry> endedInOrder = new ConcurrentLinkedQueue<>();
  private final AtomicInteger ended = new AtomicInteger();

  /** A command that runs or has run. */
  static final class Entry {
    private final StartCommand request;
    private volatile @Nullable Told told;

    Entry(StartCommand request) {
      this.request = request;
    }

    /** True if the request is the one that this command was made for. */
    boolean isFor(StartCommand other) {
      return request.asksForTheSameAs(other);
    }

    /** All that the command has told; null while it runs. */
    @Nullable Told told() {
      return told;
    }
  }

  /** What an ended command has told, its end included. */
  record Told(List<CommandNotice> notices, boolean incomplete, long endedAt) {}

  public CommandRegister() {
    this(System::nanoTime, MAX_ENDED);
  }

  CommandRegister(LongSupplier nanoClock, int maxEnded) {
    this.nanoClock = nanoClock;
    this.maxEnded = maxEnded;
  }

  /**
   * Takes the id of a command.
   *
   * @return null if it was free; else the command that has it
   */
  @Nullable Entry claim(StartCommand request) {
    return entries.putIfAbsent(request.cmdId(), new Entry(request));
  }

  /**
   * No more ended commands can be kept: an id that a client has chosen could be forgotten too soon.
   */
  boolean isFull() {
    return ended.get() >= maxEnded;
  }

  /** The command was not started after all. */
  void giveBack(String cmdId) {
    entries.remove(cmdId);
  }

  /** The command has ended; of one whose id the client does not know, nothing need be kept. */
  void ended(StartCommand request, ToldNotices notices) {
    Entry entry = entries.get(request.cmdId());
    if (entry == null) {
      return;
    }
    if (isFull()) {
      entries.remove(request.cmdId(), entry);
      return;
    }
    entry.told = new Told(notices.all(), notices.isIncomplete(), nanoClock.getAsLong());
    ended.incrementAndGet();
    endedInOrder.add(entry);
  }

  void forgetOld() {
    long horizon = nanoClock.getAsLong() - MEMORY.toNanos();
    Entry oldest = endedInOrder.peek();
    while (oldest != null && isBefore(oldest, horizon) && endedInOrder.remove(oldest)) {
      ended.decrementAndGet();
      entries.remove(oldest.request.cmdId(), oldest);
      oldest = endedInOrder.peek();
    }
  }

  private static boolean isBefore(Entry entry, long horizon) {
    Told told = entry.told;
    return told != null && told.endedAt() - horizon < 0;
  }

  int size() {
    return entries.size();
  }
}
