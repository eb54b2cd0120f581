package io.callapi.calls;

import io.callapi.calls.view.SeenCall;
import io.callapi.calls.view.SeenCall.Links;
import io.callapi.calls.view.SeenCall.State;
import io.callapi.calls.view.SeenCall.Times;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Dialog;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** How the dialogs of one Call-ID look as one call. */
final class Sight {

  /** Of several dialogs one that is up tells how the call is, the furthest of them. */
  private static final Comparator<KnownDialog> BY_WORTH =
      Comparator.comparing(KnownDialog::isUp)
          .thenComparing(KnownDialog::state)
          .thenComparing(dialog -> dialog.listed() != null)
          .thenComparing(KnownDialog::changed);

  private Sight() {}

  /**
   * @param dialogs of one Call-ID, at least one
   */
  static SeenCall of(List<KnownDialog> dialogs) {
    KnownDialog best =
        dialogs.size() == 1 ? dialogs.get(0) : dialogs.stream().max(BY_WORTH).orElseThrow();
    Dialog listed = best.listed();
    State state = stateOf(best);
    DialogTimes times = best.times();
    return new SeenCall(
        best.callPlace(),
        best.callId(),
        listed == null ? null : listed.caller().uri(),
        listed == null ? null : listed.callee().uri(),
        state,
        best.hasRung(),
        state == State.HELD ? best.held() : Set.of(),
        new Times(best.callCreated(), times.answered(), times.ended()),
        Links.NONE);
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
