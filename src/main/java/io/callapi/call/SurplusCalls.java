package io.callapi.call;

import io.callapi.command.CommandScope;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Calls that a transferred phone has placed beside the one that is wanted: a request that reaches
 * it twice makes it place two. They are ended, each once.
 */
final class SurplusCalls {

  private final CommandScope scope;
  private final Map<CallId, Future<Void>> ended = new LinkedHashMap<>();
  private final Set<CallId> suspects = new HashSet<>();
  private boolean closed;

  SurplusCalls(CommandScope scope) {
    this.scope = scope;
  }

  /** Ends a call that is surplus for certain. */
  void end(CallId call) {
    ended.computeIfAbsent(call, known -> Endings.endIfUp(scope, call));
  }

  /** A call of the phone that may be surplus, or that of an earlier transfer. */
  void suspect(CallId call) {
    suspects.add(call);
  }

  /** The one call that is wanted is there: no other can be. */
  void endSuspects() {
    suspects.forEach(this::end);
  }

  /** Ends a call that shows after {@link #close}, when the command does not wait any more. */
  void endLate(CallId call) {
    if (!ended.containsKey(call)) {
      ended.put(call, Endings.endLate(scope, call));
    }
  }

  /** All that were found are ended; from then on none is looked for. */
  Future<Void> close() {
    int known = ended.size();
    return Future.join(List.copyOf(ended.values())).compose(done -> closeUnlessMore(known));
  }

  private Future<Void> closeUnlessMore(int known) {
    closed = ended.size() == known;
    return closed ? Future.succeededFuture() : close();
  }

  boolean isClosed() {
    return closed;
  }
}
