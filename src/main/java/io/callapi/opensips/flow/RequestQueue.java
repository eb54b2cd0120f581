package io.callapi.opensips.flow;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait to be sent: by urgency, then by turns between the clients, then in the
 * order in which they came.
 *
 * <p>What is asked about one call stays in order, for a call cannot be ended by a request that
 * overtakes the one that begins it: a request that ends a call takes those before it along; others
 * become no more urgent than those before them. Look-ups that only check keep nobody waiting. What
 * has waited long becomes as urgent as anything ({@link #raiseOlderThan}): a command that has begun
 * is to come to its end.
 */
public final class RequestQueue<T> {

  /** A new command may take that part of the room, what runs some more; ending calls all of it. */
  private static final Map<Urgency, Double> SHARES =
      Map.of(
          Urgency.PROBE, 1.0,
          Urgency.ENDING, 1.0,
          Urgency.RUNNING, 0.9,
          Urgency.STARTING, 0.5,
          Urgency.CHECKING, 0.5);

  private final int most;
  private final Map<Urgency, ClientTurns<T>> levels = new EnumMap<>(Urgency.class);
  private final Set<Entry<T>> inOrder = new LinkedHashSet<>();
  private final Map<String, Set<Entry<T>>> byCall = new HashMap<>();

  /**
   * @param most how many may wait
   */
  public RequestQueue(int most) {
    this.most = most;
    for (Urgency urgency : Urgency.values()) {
      levels.put(urgency, new ClientTurns<>());
    }
  }

  /**
   * What is known of a request.
   *
   * @param client whose it is; those of one client do not delay those of others
   * @param call the call that it is about; empty if it is about none
   */
  public record Key(Urgency urgency, String client, String call) {}

  /** Adds a request; false if there is no room for it. */
  public boolean offer(Key key, T request, long now) {
    if (inOrder.size() >= most * SHARES.getOrDefault(key.urgency(), 1.0)) {
      return false;
    }
    List<Entry<T>> before =
        byCall.getOrDefault(key.call(), Set.of()).stream()
            .filter(entry -> entry.urgency != Urgency.CHECKING)
            .toList();
    if (key.urgency() == Urgency.ENDING) {
      before.forEach(entry -> raise(entry, Urgency.ENDING));
    }
    Urgency urgency =
        before.stream().map(entry -> entry.urgency).reduce(key.urgency(), RequestQueue::lessUrgent);
    // In the line of those before it, whosever they are.
    String client = before.stream().findFirst().map(entry -> entry.client).orElse(key.client());
    Entry<T> entry = new Entry<>(request, urgency, client, key.call(), now);
    inOrder.add(entry);
    if (!key.call().isEmpty()) {
      byCall.computeIfAbsent(key.call(), call -> new LinkedHashSet<>()).add(entry);
    }
    level(entry.urgency).add(client, entry);
    return true;
  }

  private static Urgency lessUrgent(Urgency one, Urgency other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private void raise(Entry<T> entry, Urgency urgency) {
    if (urgency.compareTo(entry.urgency) < 0) {
      level(entry.urgency).remove(entry.client, entry);
      entry.urgency = urgency;
      level(urgency).add(entry.client, entry);
    }
  }

  /** The request whose turn it is; null if none waits. */
  public @Nullable T poll() {
    for (ClientTurns<T> level : levels.values()) {
      Entry<T> entry = level.next();
      if (entry != null) {
        forget(entry);
        return entry.request;
      }
    }
    return null;
  }

  /** Takes out the request that has waited longest, if it came before that time; or null. */
  public @Nullable T pollOlderThan(long time) {
    Iterator<Entry<T>> oldest = inOrder.iterator();
    Entry<T> entry = oldest.hasNext() ? oldest.next() : null;
    if (entry == null || entry.since - time >= 0) {
      return null;
    }
    level(entry.urgency).remove(entry.client, entry);
    forget(entry);
    return entry.request;
  }

  /** Makes as urgent as anything what came before that time. */
  public void raiseOlderThan(long time) {
    for (Entry<T> entry : inOrder) {
      if (entry.since - time >= 0) {
        return;
      }
      raise(entry, Urgency.ENDING);
    }
  }

  private void forget(Entry<T> entry) {
    inOrder.remove(entry);
    Set<Entry<T>> same = byCall.get(entry.call);
    if (same != null) {
      same.remove(entry);
      if (same.isEmpty()) {
        byCall.remove(entry.call);
      }
    }
  }

  /** Takes out what waits that is like this about a call; null if nothing is. */
  public @Nullable T remove(String call, Predicate<T> like) {
    for (Entry<T> entry : byCall.getOrDefault(call, Set.of())) {
      if (like.test(entry.request)) {
        level(entry.urgency).remove(entry.client, entry);
        forget(entry);
        return entry.request;
      }
    }
    return null;
  }

  /** What waits that is like this about a call; null if nothing is. */
  public @Nullable T find(String call, Predicate<T> like) {
    return byCall.getOrDefault(call, Set.of()).stream()
        .map(entry -> entry.request)
        .filter(like)
        .findFirst()
        .orElse(null);
  }

  /** Whether a request about that call waits. */
  public boolean holds(String call) {
    return byCall.containsKey(call);
  }

  public boolean isEmpty() {
    return inOrder.isEmpty();
  }

  public int size() {
    return inOrder.size();
  }

  /** How many of one urgency wait. */
  public int size(Urgency urgency) {
    return level(urgency).size();
  }

  private ClientTurns<T> level(Urgency urgency) {
    return levels.computeIfAbsent(urgency, missing -> new ClientTurns<>());
  }

  /** A request that waits. */
  static final class Entry<T> {
    private final T request;
    private final String client;
    private final String call;
    private final long since;
    private Urgency urgency;

    Entry(T request, Urgency urgency, String client, String call, long since) {
      this.request = request;
      this.urgency = urgency;
      this.client = client;
      this.call = call;
      this.since = since;
    }
  }
}
