package io.callapi.opensips.event;

import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallEvent.DialogChanged;
import io.callapi.proxy.CallEvent.TransferProgress;
import io.callapi.proxy.CallEvent.TransferStage;
import io.callapi.proxy.CallState;
import io.callapi.proxy.DialogId;
import io.callapi.sip.CallId;
import io.callapi.sip.SipStatus;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes one event of what comes twice: over UDP and over TCP, or in a datagram that was doubled on
 * its way. OpenSIPS numbers its events in no way, so they are told apart by what they say.
 */
final class DuplicateFilter {

  private static final Duration AGE = Duration.ofSeconds(60);
  private static final Duration LAG = Duration.ofSeconds(2);
  private static final int MOST = 10_000;

  private record Transfer(
      CallId callId, CallId newCallId, TransferStage stage, @Nullable SipStatus status) {}

  private record Arrival(CallEvent event, EventSource source) {}

  private final boolean twoSources;
  private final LongSupplier nanos;
  private final RecentMap<Transfer, Boolean> transfers;
  private final RecentMap<DialogId, CallState> states;
  private final RecentMap<Arrival, Deque<Long>> arrivals;

  /**
   * @param twoSources whether each event comes over UDP and over TCP
   * @param nanos the time in nanoseconds
   */
  DuplicateFilter(boolean twoSources, LongSupplier nanos) {
    this.twoSources = twoSources;
    this.nanos = nanos;
    this.transfers = new RecentMap<>(AGE, MOST, nanos);
    this.states = new RecentMap<>(AGE, MOST, nanos);
    this.arrivals = new RecentMap<>(LAG, MOST, nanos);
  }

  /** Whether an event has not come before. */
  boolean isNew(CallEvent event, EventSource source) {
    if (event instanceof DialogChanged change) {
      return isNewState(change.id(), change.state());
    }
    if (event instanceof TransferProgress change && change.newCallId() != null) {
      return isNewTransfer(
          new Transfer(change.callId(), change.newCallId(), change.stage(), change.status()));
    }
    return !twoSources || isUnpaired(event, source);
  }

  /** A dialog never goes back: a state that it had, or has left behind, is old news. */
  private boolean isNewState(DialogId dialog, CallState state) {
    CallState last = states.get(dialog);
    boolean isNew = last == null || !last.isAtLeast(state);
    if (isNew) {
      states.put(dialog, state);
    }
    return isNew;
  }

  /** Each attempt has a new call of its own, and each stage of it comes once. */
  private boolean isNewTransfer(Transfer transfer) {
    boolean isNew = transfers.get(transfer) == null;
    if (isNew) {
      transfers.put(transfer, true);
    }
    return isNew;
  }

  /**
   * A call may be held, resumed and held again, so what looks the same is not: it is the same only
   * if it has just come the other way, once for each time.
   */
  private boolean isUnpaired(CallEvent event, EventSource source) {
    Deque<Long> others = arrivals.get(new Arrival(event, source.other()));
    if (others != null && takeRecent(others)) {
      return false;
    }
    Arrival arrival = new Arrival(event, source);
    Deque<Long> same = arrivals.get(arrival);
    Deque<Long> times = same == null ? new ArrayDeque<>() : same;
    times.add(nanos.getAsLong());
    arrivals.put(arrival, times);
    return true;
  }

  private boolean takeRecent(Deque<Long> times) {
    long now = nanos.getAsLong();
    while (!times.isEmpty()) {
      if (now - times.remove() <= LAG.toNanos()) {
        return true;
      }
    }
    return false;
  }

  /** How much is remembered. */
  int size() {
    return transfers.size() + states.size() + arrivals.size();
  }
}
