package io.callapi.proxy;

import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipUri;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call as the proxy knows it now.
 *
 * @param startedAt when it was answered, in whole seconds; null before that
 */
public record Call(
    CallId callId,
    CallState state,
    @Nullable SipUri caller,
    @Nullable SipUri callee,
    @Nullable Instant startedAt) {

  /** The address of record of one side, null where the proxy has none that can be read. */
  public @Nullable SipUri party(Leg leg) {
    return leg == Leg.CALLER ? caller : callee;
  }
}
