package io.callapi.method;

import io.callapi.calls.view.SeenCall;
import io.callapi.calls.view.SeenCall.Links;
import io.callapi.calls.view.SeenCall.Times;
import io.callapi.method.ClientNotice.ClientCause;
import io.callapi.proxy.Cause;
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
 * @param cmdId the command that has made it; null for none that is known
 * @param cause why it has ended; null while it is up, and where that is not known
 */
public record CallView(
    CallId callid,
    String proxy,
    @Nullable String caller,
    @Nullable String callee,
    String state,
    @Nullable List<Leg> held,
    Instant created,
    @Nullable Instant answered,
    @Nullable Instant ended,
    @Nullable Long duration,
    @Nullable String cmdId,
    @Nullable String tag,
    @Nullable CallId transferredFrom,
    @Nullable CallId transferredTo,
    @Nullable ClientCause cause) {

  public static CallView of(String proxy, SeenCall call) {
    Times times = call.times();
    Links links = call.links();
    return new CallView(
        call.callId(),
        proxy,
        call.caller(),
        call.callee(),
        call.state().name().toLowerCase(Locale.ROOT),
        call.held().isEmpty() ? null : call.held().stream().sorted().toList(),
        times.created(),
        times.answered(),
        times.ended(),
        times.answered() == null || times.ended() == null
            ? null
            : (Long) millis(times.answered(), times.ended()),
        links.cmdId(),
        links.tag(),
        links.from(),
        links.to(),
        call.isUp() ? null : cause(links.cause()));
  }

  private static @Nullable ClientCause cause(@Nullable Cause cause) {
    return cause == null ? null : ClientCause.of(cause);
  }

  /** As the times are shown; the clock on the wall may have been set back between them. */
  private static long millis(Instant from, Instant to) {
    return Math.max(0, to.toEpochMilli() - from.toEpochMilli());
  }
}
