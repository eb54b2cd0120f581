package io.callapi.calls;

import io.callapi.proxy.Dialog;
import io.callapi.sip.CallId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What running commands expect: one new call each. */
final class Expectations {

  private final CallTable table;
  private final TableTime time;
  private final Map<String, Announced> byCommand = new HashMap<>();
  private final Map<CallId, List<Announced>> byCall = new HashMap<>();
  private final Map<CallId, Announced> claims = new HashMap<>();
  private final ExpectationIndex<Announced> index = new ExpectationIndex<>();

  Expectations(CallTable table, TableTime time) {
    this.table = table;
    this.time = time;
  }

  /** Announces it; the same one again is not newer than it was. */
  void announce(String cmdId, @Nullable String tag, Expectation expectation) {
    Announced before = byCommand.get(cmdId);
    if (before != null && before.expectation().equals(expectation)) {
      return;
    }
    withdraw(cmdId);
    Announced announced = new Announced(cmdId, tag, expectation, table.nextNumber());
    byCommand.put(cmdId, announced);
    index.add(expectation, announced);
    concerned(expectation).forEach(call -> add(call, announced));
  }

  private void add(CallId call, Announced announced) {
    byCall.computeIfAbsent(call, absent -> new ArrayList<>(1)).add(announced);
  }

  /** The calls that its REFER concerns: it is sent in one, and may replace another. */
  private static Set<CallId> concerned(Expectation expectation) {
    CallId replaced = expectation.replaced();
    CallId old = expectation.old().callId();
    return replaced == null || replaced.equals(old) ? Set.of(old) : Set.of(old, replaced);
  }

  /** The command expects nothing any more; null if it did not. */
  @Nullable Announced withdraw(String cmdId) {
    Announced gone = byCommand.remove(cmdId);
    if (gone != null) {
      index.remove(gone.expectation(), gone);
      concerned(gone.expectation()).forEach(call -> remove(call, gone));
      gone.calls().forEach(call -> claims.remove(call, gone));
    }
    return gone;
  }

  private void remove(CallId call, Announced gone) {
    List<Announced> all = byCall.get(call);
    if (all != null && all.remove(gone) && all.isEmpty()) {
      byCall.remove(call);
    }
  }

  /** A call has come of it; false if that was known, or it has come of another one. */
  boolean claim(Announced announced, CallId call) {
    boolean isNew =
        claims.putIfAbsent(call, announced) == null && announced.claim(call, time.now());
    if (isNew) {
      CallId old = announced.expectation().old().callId();
      table.directory().made(call, announced.cmdId(), announced.tag(), old);
    }
    return isNew;
  }

  boolean isClaimedByAnother(Announced announced, CallId call) {
    return claims.getOrDefault(call, announced) != announced;
  }

  /** Those whose REFER concerns the call: it is sent there, or replaces it. */
  List<Announced> about(CallId call) {
    return List.copyOf(byCall.getOrDefault(call, List.of()));
  }

  /** What may expect this dialog. */
  Collection<Announced> candidates(Dialog dialog) {
    return index.candidates(dialog);
  }

  /** What was announced with these words; null if it was not. */
  @Nullable Announced find(Expectation expectation) {
    return about(expectation.old().callId()).stream()
        .filter(one -> one.expectation().equals(expectation))
        .findFirst()
        .orElse(null);
  }

  boolean isEmpty() {
    return byCommand.isEmpty();
  }

  /** True if an expected call has not come yet. */
  boolean isAnyWaiting() {
    return byCommand.values().stream().anyMatch(one -> !one.isObeyed());
  }

  int size() {
    return byCommand.size();
  }
}
