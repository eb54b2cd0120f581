package io.callapi.calls.view;

import io.callapi.calls.view.SeenCall.Links;
import io.callapi.proxy.Cause;
import io.callapi.sip.CallId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of calls before they show it: of those that are not there yet, and why one is about
 * to end. The oldest is forgotten where it is too much.
 */
final class CallLinks {

  private static final int MAX = 20_000;

  private final Map<CallId, Links> ofNewCalls = new Bounded<>();
  private final Map<CallId, Cause> ofEnds = new Bounded<>();

  private static final class Bounded<V> extends LinkedHashMap<CallId, V> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<CallId, V> eldest) {
      return size() > MAX;
    }
  }

  void change(CallId call, UnaryOperator<Links> change) {
    ofNewCalls.put(call, change.apply(ofNewCalls.getOrDefault(call, Links.NONE)));
  }

  /** The call is there. */
  Links take(CallId call) {
    Links known = ofNewCalls.remove(call);
    return known == null ? Links.NONE : known;
  }

  /**
   * The call is about to end.
   *
   * @param cause null if it is not
   */
  void expect(CallId call, @Nullable Cause cause) {
    if (cause == null) {
      ofEnds.remove(call);
    } else {
      ofEnds.put(call, cause);
    }
  }

  /** It has ended. */
  @Nullable Cause takeCause(CallId call) {
    return ofEnds.remove(call);
  }
}
