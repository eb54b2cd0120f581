package io.callapi.calls;

import io.callapi.proxy.CallState;
import io.callapi.proxy.Dialog;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call as the table of its proxy knows it: all dialogs of one Call-ID.
 *
 * @param place where it stands among the calls of that table, for as long as it is there
 * @param caller as the proxy reports it; null if it is not known
 * @param callee the same
 * @param held the legs that are held, as far as the proxy has reported it
 * @param created when the table has first seen it
 * @param answered when the table has seen that; null if it was not
 * @param ended null while it is up
 */
public record SeenCall(
    long place,
    CallId callId,
    @Nullable String caller,
    @Nullable String callee,
    State state,
    Set<Leg> held,
    Instant created,
    @Nullable Instant answered,
    @Nullable Instant ended) {

  /** Where a call is, as people see it. */
  public enum State {
    RINGING,
    ANSWERED,
    HELD,
    ENDED
  }

  /** Of several dialogs one that is up tells how the call is, the furthest of them. */
  private static final Comparator<KnownDialog> BY_WORTH =
      Comparator.comparing(KnownDialog::isUp)
          .thenComparing(KnownDialog::state)
          .thenComparing(dialog -> dialog.listed() != null)
          .thenComparing(KnownDialog::changed);

  public SeenCall {
    held = Set.copyOf(held);
  }

  /**
   * @param dialogs of one Call-ID, at least one
   */
  static SeenCall of(List<KnownDialog> dialogs) {
    KnownDialog best = dialogs.stream().max(BY_WORTH).orElseThrow();
    Dialog listed = best.listed();
    State state = stateOf(best);
    return new SeenCall(
        best.callPlace(),
        best.callId(),
        listed == null ? null : listed.caller().uri(),
        listed == null ? null : listed.callee().uri(),
        state,
        state == State.HELD ? best.held() : Set.of(),
        best.callCreated(),
        best.times().answered(),
        best.times().ended());
  }

  private static State stateOf(KnownDialog dialog) {
    if (!dialog.isUp()) {
      return State.ENDED;
    }
    if (!dialog.state().isAtLeast(CallState.ANSWERED)) {
      return State.RINGING;
    }
    return dialog.held().isEmpty() ? State.ANSWERED : State.HELD;
  }
}
