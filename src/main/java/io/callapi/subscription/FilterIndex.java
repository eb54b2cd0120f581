package io.callapi.subscription;

import io.callapi.calls.view.CallFilter;
import io.callapi.calls.view.SeenCall;
import io.callapi.sip.CallId;
import io.callapi.sip.UriKeys;
import io.callapi.sip.UriPattern;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds those whose filter may fit a call without trying all: by its Call-ID, else by words of its
 * parties. Whether the filter does fit has yet to be asked.
 *
 * @param <T> whose filters they are
 */
final class FilterIndex<T> {

  private final Map<CallId, Set<T>> byCallId = new HashMap<>();
  private final Map<String, Set<T>> byCaller = new HashMap<>();
  private final Map<String, Set<T>> byCallee = new HashMap<>();
  private final Map<String, Set<T>> byParty = new HashMap<>();
  private final Set<T> others = new LinkedHashSet<>();

  void add(CallFilter filter, T owner) {
    UriPattern pattern = pattern(filter);
    if (filter.callId() != null) {
      put(byCallId, filter.callId(), owner);
    } else if (pattern == null) {
      others.add(owner);
    } else {
      pattern.keys().forEach(key -> put(map(filter), key, owner));
    }
  }

  void remove(CallFilter filter, T owner) {
    UriPattern pattern = pattern(filter);
    if (filter.callId() != null) {
      take(byCallId, filter.callId(), owner);
    } else if (pattern == null) {
      others.remove(owner);
    } else {
      pattern.keys().forEach(key -> take(map(filter), key, owner));
    }
  }

  /** The one by which it is found. */
  private static @Nullable UriPattern pattern(CallFilter filter) {
    if (filter.caller() != null) {
      return filter.caller();
    }
    return filter.callee() != null ? filter.callee() : filter.party();
  }

  private Map<String, Set<T>> map(CallFilter filter) {
    if (filter.caller() != null) {
      return byCaller;
    }
    return filter.callee() != null ? byCallee : byParty;
  }

  private static <K, T> void put(Map<K, Set<T>> map, K key, T owner) {
    map.computeIfAbsent(key, absent -> new LinkedHashSet<>(2)).add(owner);
  }

  private static <K, T> void take(Map<K, Set<T>> map, K key, T owner) {
    Set<T> all = map.get(key);
    if (all != null && all.remove(owner) && all.isEmpty()) {
      map.remove(key);
    }
  }

  /**
   * Whose filter may fit the call as it was or as it is.
   *
   * @param before null if it was not there
   */
  Set<T> candidates(@Nullable SeenCall before, SeenCall after) {
    Set<T> found = new LinkedHashSet<>(others);
    found.addAll(byCallId.getOrDefault(after.callId(), Set.of()));
    if (!byCaller.isEmpty() || !byCallee.isEmpty() || !byParty.isEmpty()) {
      addByParties(after, found);
      if (before != null && !hasSameParties(before, after)) {
        addByParties(before, found);
      }
    }
    return found;
  }

  private static boolean hasSameParties(SeenCall one, SeenCall other) {
    return String.valueOf(one.caller()).equals(String.valueOf(other.caller()))
        && String.valueOf(one.callee()).equals(String.valueOf(other.callee()));
  }

  private void addByParties(SeenCall call, Set<T> found) {
    for (String key : UriKeys.of(call.caller())) {
      found.addAll(byCaller.getOrDefault(key, Set.of()));
      found.addAll(byParty.getOrDefault(key, Set.of()));
    }
    for (String key : UriKeys.of(call.callee())) {
      found.addAll(byCallee.getOrDefault(key, Set.of()));
      found.addAll(byParty.getOrDefault(key, Set.of()));
    }
  }

  boolean isEmpty() {
    return others.isEmpty()
        && byCallId.isEmpty()
        && byCaller.isEmpty()
        && byCallee.isEmpty()
        && byParty.isEmpty();
  }
}
