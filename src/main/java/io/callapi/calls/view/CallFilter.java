package io.callapi.calls.view;

import io.callapi.sip.CallId;
import io.callapi.sip.UriPattern;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are asked for. A call whose parties are not known fits no pattern.
 *
 * @param states it is in one of these
 * @param party who is its caller or its callee; null for anybody
 * @param caller null for anybody
 * @param callee null for anybody
 * @param callId null for any
 */
public record CallFilter(
    Set<SeenCall.State> states,
    @Nullable UriPattern party,
    @Nullable UriPattern caller,
    @Nullable UriPattern callee,
    @Nullable CallId callId) {

  public CallFilter {
    states = Set.copyOf(states);
  }

  /** For calls of any Call-ID. */
  public CallFilter(
      Set<SeenCall.State> states,
      @Nullable UriPattern party,
      @Nullable UriPattern caller,
      @Nullable UriPattern callee) {
    this(states, party, caller, callee, null);
  }

  public boolean fits(SeenCall call) {
    return states.contains(call.state())
        && (callId == null || callId.equals(call.callId()))
        && (party == null || isThere(party, call.caller()) || isThere(party, call.callee()))
        && (caller == null || isThere(caller, call.caller()))
        && (callee == null || isThere(callee, call.callee()));
  }

  private static boolean isThere(UriPattern wanted, @Nullable String uri) {
    return uri != null && wanted.matches(uri);
  }
}
