package io.callapi.calls;

import io.callapi.sip.CallId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The commands that stand in line at each call, in the order in which they came. */
final class Lines {

  private final Map<CallId, List<Turn>> byCall = new HashMap<>();

  void add(Turn turn) {
    turn.calls().forEach(call -> byCall.computeIfAbsent(call, c -> new ArrayList<>(1)).add(turn));
  }

  void remove(Turn turn) {
    for (CallId call : turn.calls()) {
      List<Turn> line = at(call);
      if (line.remove(turn) && line.isEmpty()) {
        byCall.remove(call);
      }
    }
  }

  /** All that stand at a call; not to be changed. */
  List<Turn> at(CallId call) {
    return byCall.getOrDefault(call, List.of());
  }

  boolean isEmpty(CallId call) {
    return !byCall.containsKey(call);
  }

  /** All that stand at one of its calls, itself included if it stands there. */
  List<Turn> beside(Turn turn) {
    return turn.calls().stream().flatMap(call -> at(call).stream()).distinct().toList();
  }

  /** All that stand before it. */
  Stream<Turn> before(Turn turn) {
    return turn.calls().stream()
        .map(this::at)
        .flatMap(line -> line.subList(0, line.indexOf(turn)).stream());
  }
}
