package io.callapi.calls.view;

import io.callapi.sip.CallId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The calls that have ended, in the order of their end: which of them are forgotten next. */
final class EndedCalls {

  /** The records of a call and their places in maps, without what is written in it. */
  private static final int OWN_BYTES = 400;

  private final EndedLimits limits;
  private final Map<CallId, Ended> inOrder = new LinkedHashMap<>();
  private long bytes;

  private record Ended(SeenCall call, long sinceMillis, int bytes) {}

  EndedCalls(EndedLimits limits) {
    this.limits = limits;
  }

  /** A call has changed: it may have ended, or be up again. */
  void note(@Nullable SeenCall before, SeenCall after, long millis) {
    boolean wasUp = before == null || before.isUp() || before.place() != after.place();
    Ended known = inOrder.get(after.callId());
    if (after.isUp() || wasUp) {
      remove(known);
    }
    if (!after.isUp()) {
      long since = wasUp || known == null ? millis : known.sinceMillis();
      Ended now = new Ended(after, since, weight(after));
      Ended replaced = inOrder.put(after.callId(), now); // in its old place, if it has one
      bytes += now.bytes() - (replaced == null ? 0 : replaced.bytes());
    }
  }

  private void remove(@Nullable Ended known) {
    if (known != null) {
      inOrder.remove(known.call().callId());
      bytes -= known.bytes();
    }
  }

  /** Takes out the oldest if it is old, or there are too many. */
  @Nullable SeenCall takeOld(long millis) {
    Iterator<Ended> all = inOrder.values().iterator();
    if (!all.hasNext()) {
      return null;
    }
    Ended oldest = all.next();
    boolean isOver =
        inOrder.size() > limits.calls()
            || bytes > limits.bytes()
            || millis - oldest.sinceMillis() >= limits.keep().toMillis();
    if (!isOver) {
      return null;
    }
    remove(oldest);
    return oldest.call();
  }

  private static int weight(SeenCall call) {
    return OWN_BYTES
        + Stream.of(
                call.callId().value(),
                call.caller(),
                call.callee(),
                call.links().cmdId(),
                call.links().tag())
            .mapToInt(text -> text == null ? 0 : text.length() + 40)
            .sum();
  }
}
