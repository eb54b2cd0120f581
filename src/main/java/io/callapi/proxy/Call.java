package io.callapi.proxy;

import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.Uri;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call as the proxy knows it now.
 *
 * @param startedAt when it was answered, in whole seconds; null before that
 * @param transferOf the call whose phone was asked to place this one; null if that is not known
 */
public record Call(
    CallId callId,
    CallState state,
    @Nullable Uri caller,
    @Nullable Uri callee,
    @Nullable Instant startedAt,
    @Nullable CallId transferOf) {

  /** One of which it is not known whether it comes of a transfer. */
  public Call(
      CallId callId,
      CallState state,
      @Nullable Uri caller,
      @Nullable Uri callee,
      @Nullable Instant startedAt) {
    this(callId, state, caller, callee, startedAt, null);
  }

  /** False if it is known to come of the transfer of another call. */
  public boolean mayBeTransferOf(CallId call) {
    return transferOf == null || transferOf.equals(call);
  }

  /** The address of record of one side, null where the proxy has none that can be read. */
  public @Nullable Uri party(Leg leg) {
    return leg == Leg.CALLER ? caller : callee;
  }

  /** True if it goes from the one to the other. */
  public boolean isBetween(@Nullable Uri from, @Nullable Uri to) {
    return from != null && to != null && from.equals(caller) && to.equals(callee);
  }

  /** True if it was answered no earlier than the other, or is not answered yet. */
  public boolean isYoungerThan(Call other) {
    Instant since = other.startedAt();
    return startedAt == null || since == null || !startedAt.isBefore(since);
  }

  /** True if it was answered after that, or is not answered yet; clocks may differ a little. */
  public boolean isYoungerThan(Instant instant) {
    return startedAt == null || !startedAt.isBefore(instant.minusSeconds(2));
  }
}
