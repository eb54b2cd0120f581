package io.callapi.calls;

import io.callapi.sip.CallId;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calls that commands have brought about and that are wanted; the oldest make way for others.
 */
final class KeptCalls {

  private final Set<CallId> inOrder = new LinkedHashSet<>();
  private final int max;

  KeptCalls(CallTableSettings settings) {
    this.max = settings.bounds().afterwards();
  }

  void add(@Nullable CallId call) {
    if (call != null && inOrder.add(call) && inOrder.size() > max) {
      inOrder.remove(inOrder.iterator().next());
    }
  }

  boolean contains(CallId call) {
    return inOrder.contains(call);
  }
}
