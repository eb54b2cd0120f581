package io.callapi.query;

import io.callapi.calls.SeenCall;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A call as clients see it.
 *
 * @param held null unless it is held
 * @param duration from the answer to the end, in milliseconds; null while it is up, and if it was
 *     not answered
 */
record CallView(
    CallId callid,
    String proxy,
    @Nullable String caller,
    @Nullable String callee,
    String state,
    @Nullable List<Leg> held,
    Instant created,
    @Nullable Instant answered,
    @Nullable Instant ended,
    @Nullable Long duration) {

  static CallView of(String proxy, SeenCall call) {
    return new CallView(
        call.callId(),
        proxy,
        call.caller(),
        call.callee(),
        call.state().name().toLowerCase(Locale.ROOT),
        call.held().isEmpty() ? null : call.held().stream().sorted().toList(),
        call.created(),
        call.answered(),
        call.ended(),
        call.answered() == null || call.ended() == null
            ? null
            : (Long) millis(call.answered(), call.ended()));
  }

  /** As the times are shown; the clock on the wall may have been set back between them. */
  private static long millis(Instant from, Instant to) {
    return Math.max(0, to.toEpochMilli() - from.toEpochMilli());
  }
}
