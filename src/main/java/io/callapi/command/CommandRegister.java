package io.callapi.command;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The command ids of one shard that run, or have ended within the last minute, so that a request
 * which is sent again is recognised.
 *
 * <p>Of the ended ones at most {@link #MAX_ENDED} are kept, the youngest.
 */
final class CommandRegister {

  /** How often {@link #forgetOld} is due. */
  static final Duration SWEEP = Duration.ofSeconds(5);

  private static final Duration MEMORY = Duration.ofMinutes(1);

  /** About 60 MB of ids and fingerprints. */
  private static final int MAX_ENDED = 100_000;

  private final LongSupplier nanoClock;
  private final Map<String, Entry> entries = new HashMap<>();
  private final Map<String, CommandActor> running = new HashMap<>();
  private final Deque<Entry> endedInOrder = new ArrayDeque<>();

  /**
   * A command that runs or has run.
   *
   * @param sessions the connections that are told of its end, or were
   */
  record Entry(
      Fingerprint fingerprint, Set<String> sessions, @Nullable Outcome outcome, long endedAt) {

    /** True if the request is the one that this command was made for. */
    boolean isFor(StartCommand request) {
      return fingerprint.equals(Fingerprint.of(request));
    }
  }

  CommandRegister(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  @Nullable Entry find(String cmdId) {
    return entries.get(cmdId);
  }

  @Nullable CommandActor runningActor(String cmdId) {
    return running.get(cmdId);
  }

  Collection<CommandActor> running() {
    return List.copyOf(running.values());
  }

  void add(StartCommand request, CommandActor actor) {
    running.put(request.cmdId(), actor);
    Set<String> sessions = new HashSet<>(Set.of(request.session()));
    entries.put(request.cmdId(), new Entry(Fingerprint.of(request), sessions, null, 0));
  }

  void ended(Outcome outcome) {
    running.remove(outcome.cmdId());
    Entry entry = entries.get(outcome.cmdId());
    if (entry == null) {
      return;
    }
    Entry ended = new Entry(entry.fingerprint(), entry.sessions(), outcome, nanoClock.getAsLong());
    entries.put(outcome.cmdId(), ended);
    endedInOrder.add(ended);
    if (endedInOrder.size() > MAX_ENDED) {
      forgetOldest();
    }
  }

  void forgetOld() {
    long horizon = nanoClock.getAsLong() - MEMORY.toNanos();
    Entry oldest = endedInOrder.peek();
    while (oldest != null && oldest.endedAt() - horizon < 0) {
      forgetOldest();
      oldest = endedInOrder.peek();
    }
  }

  private void forgetOldest() {
    Outcome outcome = endedInOrder.remove().outcome();
    if (outcome != null) {
      entries.remove(outcome.cmdId());
    }
  }
}
