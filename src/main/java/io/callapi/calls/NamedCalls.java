package io.callapi.calls;

import io.callapi.sip.CallId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The calls that reports of transfers have named as new, and of which call each came. */
final class NamedCalls {

  /** A transfer names one call or two; the oldest are forgotten beyond. */
  private static final int MAX = 20_000;

  /** An attended transfer is reported for both its calls. */
  private static final int MAX_OLD_CALLS = 4;

  private final CallTable table;
  private final Map<CallId, Named> byNewCall =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CallId, Named> eldest) {
          return size() > MAX;
        }
      };

  private record Named(long since, List<CallId> oldCalls) {

    Named withOld(CallId oldCall) {
      return new Named(since, Stream.concat(oldCalls.stream(), Stream.of(oldCall)).toList());
    }
  }

  NamedCalls(CallTable table) {
    this.table = table;
  }

  /** A report about the old call has named the new one. */
  void name(CallId oldCall, CallId newCall) {
    Named named =
        byNewCall.computeIfAbsent(
            newCall, absent -> new Named(table.nextNumber(), List.of(oldCall)));
    if (!named.oldCalls.contains(oldCall) && named.oldCalls.size() < MAX_OLD_CALLS) {
      byNewCall.put(newCall, named.withOld(oldCall));
    }
  }

  boolean isNamed(CallId newCall) {
    return byNewCall.containsKey(newCall);
  }

  /** True if reports name it as what came of this expectation. */
  boolean isNamedFor(CallId newCall, Expectation expectation) {
    Named named = byNewCall.get(newCall);
    return named != null && named.oldCalls.stream().anyMatch(old -> isOf(old, expectation));
  }

  /** True if reports name it as what came of other calls only. */
  boolean isNamedForAnother(CallId newCall, Expectation expectation) {
    return isNamed(newCall) && !isNamedFor(newCall, expectation);
  }

  private static boolean isOf(CallId old, Expectation expectation) {
    return old.equals(expectation.old().callId()) || old.equals(expectation.replaced());
  }

  /** The number with which a call was first heard of, as a dialog or by name. */
  long firstSeen(CallId call) {
    Named named = byNewCall.get(call);
    long asDialog =
        table.of(call).stream().mapToLong(KnownDialog::firstSeen).min().orElse(Long.MAX_VALUE);
    return Math.min(asDialog, named == null ? Long.MAX_VALUE : named.since);
  }
}
