package io.callapi.calls;

import io.callapi.proxy.DialogId;
import io.callapi.sip.CallId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds known dialogs by Call-ID, by the order in which they came, and by the mark of a CallStart.
 */
final class DialogIndex {

  private final Map<CallId, List<KnownDialog>> byCallId = new HashMap<>();
  private final TreeMap<Long, KnownDialog> byFirstSeen = new TreeMap<>();
  private final Map<String, List<KnownDialog>> byMark = new HashMap<>();

  void add(KnownDialog dialog) {
    byFirstSeen.put(dialog.firstSeen(), dialog);
    List<KnownDialog> siblings = byCallId.get(dialog.callId());
    if (siblings != null) {
      dialog.joinCallOf(siblings.get(0));
    }
    put(byCallId, dialog.callId(), dialog);
  }

  void remove(KnownDialog dialog) {
    byFirstSeen.remove(dialog.firstSeen());
    take(byCallId, dialog.callId(), dialog);
    take(byMark, dialog.referMark(), dialog);
  }

  /** Its mark is known from now on, if it has one. */
  void mark(KnownDialog dialog) {
    if (!dialog.referMark().isEmpty() && !marked(dialog.referMark()).contains(dialog)) {
      put(byMark, dialog.referMark(), dialog);
    }
  }

  private static <K> void put(Map<K, List<KnownDialog>> map, K key, KnownDialog dialog) {
    map.computeIfAbsent(key, absent -> new ArrayList<>(1)).add(dialog);
  }

  private static <K> void take(Map<K, List<KnownDialog>> map, K key, KnownDialog dialog) {
    List<KnownDialog> all = map.get(key);
    if (all != null && all.remove(dialog) && all.isEmpty()) {
      map.remove(key);
    }
  }

  @Nullable KnownDialog find(CallId callId, DialogId id) {
    for (KnownDialog dialog : byCallId.getOrDefault(callId, List.of())) {
      if (dialog.id().equals(id)) {
        return dialog;
      }
    }
    return null;
  }

  List<KnownDialog> of(CallId callId) {
    return List.copyOf(byCallId.getOrDefault(callId, List.of()));
  }

  List<KnownDialog> marked(String referMark) {
    return List.copyOf(byMark.getOrDefault(referMark, List.of()));
  }

  Collection<KnownDialog> newerThan(long change) {
    return byFirstSeen.tailMap(change, false).values();
  }

  Collection<KnownDialog> all() {
    return byFirstSeen.values();
  }

  int size() {
    return byFirstSeen.size();
  }
}
