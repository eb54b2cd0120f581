package io.callapi.subscription;

import io.callapi.calls.view.CallFilter;
import io.callapi.calls.view.Memo;
import io.callapi.calls.view.SeenCall;
import io.callapi.calls.view.SeenCall.Links;
import io.callapi.calls.view.SeenCall.State;
import io.callapi.calls.view.SeenCall.Times;
import io.callapi.calls.view.TableNews.CallChange;
import io.callapi.sip.CallId;
import io.callapi.sip.UriPattern;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls, filters for them, and changes. */
final class CallExamples {

  private static final Instant NOW = Instant.EPOCH;

  private CallExamples() {}

  static SeenCall call(int place, State state) {
    return call(place, state, "sip:alice@example.com", "sip:bob@example.com");
  }

  static SeenCall call(int place, State state, @Nullable String caller, @Nullable String callee) {
    boolean ended = state == State.ENDED;
    return new SeenCall(
        place,
        new CallId("call-" + place),
        caller,
        callee,
        state,
        true,
        Set.of(),
        new Times(NOW, state == State.RINGING ? null : NOW, ended ? NOW : null),
        Links.NONE);
  }

  static CallChange change(long number, @Nullable SeenCall before, SeenCall after) {
    return new CallChange("east", number, before, after, new Memo());
  }

  static CallFilter up() {
    return new CallFilter(EnumSet.complementOf(EnumSet.of(State.ENDED)), null, null, null);
  }

  static CallFilter party(String pattern) {
    return new CallFilter(EnumSet.allOf(State.class), new UriPattern(pattern), null, null);
  }
}
