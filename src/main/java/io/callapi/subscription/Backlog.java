package io.callapi.subscription;

import io.callapi.calls.view.CallSteps;
import io.callapi.calls.view.TableNews.CallChange;
import io.callapi.sip.CallId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be told to one subscriber, by call. Of several steps of one call the newest takes
 * the place of the others, but for the first and the last one of its life.
 */
final class Backlog {

  private final BacklogLimit limit;
  private final Map<Key, List<Held>> byCall = new LinkedHashMap<>();
  private int size;

  private record Key(String proxy, CallId call) {}

  /**
   * One step that waits.
   *
   * @param others the number of the last change in whose place it is, too; 0 for none
   */
  record Held(CallSteps step, CallChange change, long others) {

    Held(CallSteps step, CallChange change) {
      this(step, change, 0);
    }

    boolean isCoalesced() {
      return others > 0;
    }

    /** The same for somebody who knows all changes up to that number. */
    private Held after(long number) {
      return others > number ? this : new Held(step, change);
    }
  }

  Backlog(BacklogLimit limit) {
    this.limit = limit;
  }

  /** False if there is no room for it; then it is not complete any more. */
  boolean add(List<CallSteps> steps, CallChange change) {
    Key key = new Key(change.proxy(), change.after().callId());
    List<Held> held = byCall.computeIfAbsent(key, absent -> new ArrayList<>(2));
    for (CallSteps step : steps) {
      int last = held.size() - 1;
      if (last >= 0 && !held.get(last).step().isLasting()) {
        held.set(last, new Held(step, change, held.get(last).change().number()));
      } else if (limit.tryTake(size)) {
        held.add(new Held(step, change));
        size++;
      } else {
        return false;
      }
    }
    return true;
  }

  /** Leaves out what somebody knows who knows all changes up to that number. */
  void dropUpTo(String proxy, long number) {
    Iterator<Map.Entry<Key, List<Held>>> all = byCall.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Key, List<Held>> entry = all.next();
      if (entry.getKey().proxy().equals(proxy)) {
        int before = entry.getValue().size();
        entry.getValue().removeIf(held -> held.change().number() <= number);
        entry.getValue().replaceAll(held -> held.after(number));
        release(before - entry.getValue().size());
      }
      if (entry.getValue().isEmpty()) {
        all.remove();
      }
    }
  }

  /** Takes out what comes next; null if nothing waits. */
  @Nullable Held poll() {
    Iterator<List<Held>> all = byCall.values().iterator();
    if (!all.hasNext()) {
      return null;
    }
    List<Held> next = all.next();
    Held first = next.remove(0);
    if (next.isEmpty()) {
      all.remove();
    }
    release(1);
    return first;
  }

  void clear() {
    byCall.clear();
    release(size);
  }

  private void release(int steps) {
    size -= steps;
    limit.giveBack(steps);
  }

  boolean isEmpty() {
    return byCall.isEmpty();
  }
}
