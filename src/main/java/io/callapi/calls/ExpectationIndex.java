package io.callapi.calls;

import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogId;
import io.callapi.proxy.DialogLeg;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a dialog may be the expected call of, without comparing it with everything.
 *
 * @param <T> what expects
 */
final class ExpectationIndex<T> {

  private final Map<DialogId, List<T>> byOldDialog = new HashMap<>();
  private final Map<String, List<T>> byContact = new HashMap<>();
  private final Map<String, List<T>> byUser = new HashMap<>();

  void add(Expectation expectation, T expecting) {
    add(byOldDialog, expectation.old().id(), expecting);
    add(byContact, contactOf(expectation.transferor()), expecting);
    add(byUser, userOf(expectation.transferor()), expecting);
  }

  void remove(Expectation expectation, T expecting) {
    remove(byOldDialog, expectation.old().id(), expecting);
    remove(byContact, contactOf(expectation.transferor()), expecting);
    remove(byUser, userOf(expectation.transferor()), expecting);
  }

  /** What may expect this dialog, in the order in which it was added, each once. */
  Set<T> candidates(Dialog dialog) {
    Set<T> found = new LinkedHashSet<>();
    collect(byOldDialog, dialog.transferOf(), found);
    collect(byContact, contactOf(dialog.caller()), found);
    collect(byUser, userOf(dialog.caller()), found);
    return found;
  }

  private static @Nullable String contactOf(DialogLeg leg) {
    return leg.contact().isEmpty() ? null : PartyComparison.target(leg.contact());
  }

  private static @Nullable String userOf(DialogLeg leg) {
    String uri = leg.uri();
    return uri == null ? null : PartyComparison.user(uri);
  }

  private static <K, T> void add(Map<K, List<T>> map, @Nullable K key, T one) {
    if (key != null) {
      map.computeIfAbsent(key, absent -> new ArrayList<>(1)).add(one);
    }
  }

  private static <K, T> void remove(Map<K, List<T>> map, @Nullable K key, T one) {
    List<T> list = key == null ? null : map.get(key);
    if (list != null && list.remove(one) && list.isEmpty()) {
      map.remove(key);
    }
  }

  private static <K, T> void collect(Map<K, List<T>> map, @Nullable K key, Set<T> found) {
    if (key != null) {
      found.addAll(map.getOrDefault(key, List.of()));
    }
  }
}
