package io.callapi.calls;

import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogId;
import io.callapi.sip.UriComparison;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a dialog may be the expected call of, without comparing it with everything: some that
 * it cannot be the call of are found too.
 *
 * @param <T> what expects
 */
final class ExpectationIndex<T> {

  /** By hash, which is smaller than what it stands for. */
  private final Map<Integer, List<T>> byHash = new HashMap<>();

  void add(Expectation expectation, T expecting) {
    hashes(expectation)
        .forEach(hash -> byHash.computeIfAbsent(hash, h -> new ArrayList<>(1)).add(expecting));
  }

  void remove(Expectation expectation, T expecting) {
    hashes(expectation).forEach(hash -> remove(hash, expecting));
  }

  private void remove(int hash, T expecting) {
    List<T> all = byHash.get(hash);
    if (all != null && all.remove(expecting) && all.isEmpty()) {
      byHash.remove(hash);
    }
  }

  /** What may expect this dialog, each once. */
  Set<T> candidates(Dialog dialog) {
    Set<T> found = new LinkedHashSet<>();
    hashes(dialog.transferOf(), dialog.referMark(), dialog.callee().uri())
        .forEach(hash -> found.addAll(byHash.getOrDefault(hash, List.of())));
    return found;
  }

  private static IntStream hashes(Expectation expectation) {
    return hashes(expectation.old().id(), expectation.mark(), expectation.target());
  }

  /** Of the old dialog, the mark and the target: without one of them no dialog is recognised. */
  private static IntStream hashes(@Nullable DialogId old, String mark, @Nullable String target) {
    return IntStream.of(
            old == null ? 0 : Objects.hash("dialog", old),
            mark.isEmpty() ? 0 : Objects.hash("mark", mark),
            target == null ? 0 : Objects.hash("target", UriComparison.targetKey(target)))
        .filter(hash -> hash != 0)
        .distinct();
  }
}
