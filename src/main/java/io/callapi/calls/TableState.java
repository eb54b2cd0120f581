package io.callapi.calls;

import io.callapi.sip.CallId;

/** What the table of one proxy holds, for those who work on it; all on one event loop. */
record TableState(
    CallTable table,
    NamedCalls named,
    Expectations expectations,
    LateCopies lateCopies,
    KeptCalls kept,
    Turns turns,
    Followers followers) {

  /** True if a new call may be one that is expected, or one that a late copy brings about. */
  boolean isAnythingWatched() {
    return !expectations.isEmpty() || !lateCopies.isEmpty();
  }

  /** True if a running command deals with calls of that Call-ID. */
  boolean isInHand(CallId call) {
    return turns.isTaken(call) || followers.isFollowed(call);
  }

  /** True if a command has to do with it, or has brought it about. */
  boolean isWanted(CallId call) {
    return isInHand(call) || kept.contains(call);
  }
}
