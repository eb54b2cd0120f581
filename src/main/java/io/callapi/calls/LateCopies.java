package io.callapi.calls;

import io.callapi.calls.CallsRequest.Afterwards;
import io.callapi.proxy.Dialog;
import io.callapi.sip.CallId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What late copies of the requests of ended commands may bring about, kept as long as such a copy
 * may be on its way. The oldest make way for others.
 */
final class LateCopies {

  private final TableTime time;
  private final int max;
  private final long keptMillis;
  private final Overflow overflow;
  private final Deque<Late> inOrder = new ArrayDeque<>();
  private final Map<CallId, Late> bySetup = new HashMap<>();
  private final Map<CallId, Late> byOldCall = new HashMap<>();
  private final ExpectationIndex<Late> index = new ExpectationIndex<>();

  /**
   * One command's.
   *
   * @param announced the expectation that is over; null if the command had none
   */
  private record Late(
      @Nullable CallId setup, @Nullable Announced announced, @Nullable CallId kept, long until) {

    /** One is another than any other, whatever is in it. */
    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  LateCopies(TableTime time, CallTableSettings settings, Overflow overflow) {
    this.time = time;
    this.max = settings.bounds().afterwards();
    this.keptMillis = settings.times().afterwards().toMillis();
    this.overflow = overflow;
  }

  /** Watches for them from now on. */
  void add(Afterwards what, @Nullable Announced announced) {
    forgetOld();
    if (inOrder.size() >= max) {
      overflow.report(max + " ended commands watched", what);
      forget(inOrder.remove());
    }
    Late late = new Late(what.setup(), announced, what.kept(), time.millis() + keptMillis);
    inOrder.add(late);
    if (late.setup != null) {
      bySetup.put(late.setup, late);
    }
    if (announced != null) {
      byOldCall.put(announced.expectation().old().callId(), late);
      index.add(announced.expectation(), late);
    }
  }

  /** A new REFER is to be sent in the call: what comes now is told from that of the last one. */
  void dropOf(CallId oldCall) {
    Late late = byOldCall.get(oldCall);
    if (late != null && inOrder.remove(late)) {
      forget(late);
    }
  }

  /** A new set-up dialog of that Call-ID is wanted. */
  void dropSetup(CallId setup) {
    bySetup.remove(setup);
  }

  private void forgetOld() {
    Late oldest = inOrder.peek();
    while (oldest != null && oldest.until <= time.millis()) {
      forget(inOrder.remove());
      oldest = inOrder.peek();
    }
  }

  private void forget(Late late) {
    if (late.setup != null) {
      bySetup.remove(late.setup, late);
    }
    Announced announced = late.announced;
    if (announced != null) {
      byOldCall.remove(announced.expectation().old().callId(), late);
      index.remove(announced.expectation(), late);
    }
  }

  /** True if a set-up dialog of that Call-ID is not wanted any more. */
  boolean isSetup(CallId call) {
    forgetOld();
    return bySetup.containsKey(call);
  }

  /** What is watched for after a REFER in that call; null if nothing. */
  @Nullable Announced ofOldCall(CallId call) {
    forgetOld();
    Late late = byOldCall.get(call);
    return late == null ? null : late.announced;
  }

  /** True if that is a further call of an old one, beside the one that is wanted. */
  boolean isFurther(CallId oldCall, CallId newCall) {
    forgetOld();
    Late late = byOldCall.get(oldCall);
    return late != null && !newCall.equals(late.kept);
  }

  /** The REFERs that may have brought about this dialog, if it is not the one that was wanted. */
  Collection<Announced> candidates(Dialog dialog) {
    forgetOld();
    List<Late> unwanted =
        index.candidates(dialog).stream()
            .filter(late -> !dialog.callId().equals(late.kept))
            .toList();
    return unwanted.stream().map(Late::announced).filter(Objects::nonNull).toList();
  }

  boolean isEmpty() {
    forgetOld();
    return inOrder.isEmpty();
  }
}
