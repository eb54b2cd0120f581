package io.callapi.opensips;

import io.callapi.sip.CallId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Calls that were to be ended while the proxy could not be reached: they are ended when it is back,
 * if it still has them. The youngest {@link #MAX} are kept.
 */
final class Leftovers {

  static final int MAX = 10_000;

  private final Set<CallId> calls = new LinkedHashSet<>();

  void add(CallId call) {
    calls.add(call);
    if (calls.size() > MAX) {
      calls.remove(calls.iterator().next());
    }
  }

  /** Those to be ended now; forgets them. */
  List<CallId> take() {
    List<CallId> taken = List.copyOf(calls);
    calls.clear();
    return taken;
  }
}
