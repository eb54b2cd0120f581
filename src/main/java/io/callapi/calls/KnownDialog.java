package io.callapi.calls;

import io.callapi.calls.CallNews.StateNews;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogId;
import io.callapi.proxy.DialogRef;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is known of one dialog. Changed by {@link CallTable} alone. */
final class KnownDialog {

  private static final int BY_LOOK_UP = 1;
  private static final int BY_LIST = 2;

  private final CallId callId;
  private final DialogId id;
  private final long firstSeen;
  private CallState state = CallState.STARTED;
  private @Nullable Dialog listed;
  private DialogTimes times;
  private long callPlace;
  private Instant callCreated;
  private Set<Leg> held = Set.of();
  private long heard;
  private long changed;
  private long endedMillis;
  private int missed;
  private boolean released;
  private boolean rung;
  private Set<String> settledForks = Set.of();

  KnownDialog(CallId callId, DialogId id, long firstSeen, Instant createdAt) {
    this.callId = callId;
    this.id = id;
    this.firstSeen = firstSeen;
    this.times = DialogTimes.since(createdAt);
    this.changed = firstSeen;
    this.callPlace = firstSeen;
    this.callCreated = createdAt;
  }

  /** The number with which its call came into the table; the same for all dialogs of a Call-ID. */
  long callPlace() {
    return callPlace;
  }

  /** When its call came into the table. */
  Instant callCreated() {
    return callCreated;
  }

  /** It is one more dialog of a call that is there. */
  void joinCallOf(KnownDialog other) {
    callPlace = other.callPlace;
    callCreated = other.callCreated;
  }

  /** The legs that the proxy has reported as held. */
  Set<Leg> held() {
    return held;
  }

  /** The proxy has reported that a leg was held, or resumed. */
  void hold(Leg leg, boolean isHeld) {
    Set<Leg> legs = EnumSet.noneOf(Leg.class);
    legs.addAll(held);
    if (isHeld ? legs.add(leg) : legs.remove(leg)) {
      held = Set.copyOf(legs);
    }
  }

  CallId callId() {
    return callId;
  }

  DialogId id() {
    return id;
  }

  DialogRef ref() {
    return new DialogRef(callId, id);
  }

  CallState state() {
    return state;
  }

  boolean isUp() {
    return state != CallState.ENDED;
  }

  /** The number of the change with which it came into the table. */
  long firstSeen() {
    return firstSeen;
  }

  /** The number of its last change. */
  long changed() {
    return changed;
  }

  /** The number of the change at which it was last heard of, changed or not. */
  long heard() {
    return heard;
  }

  /** True if its phone rings, or has rung before it was answered. */
  boolean hasRung() {
    return rung;
  }

  /** When it has come, was answered and has ended, to be shown. */
  DialogTimes times() {
    return times;
  }

  /** When it ended, on the clock for intervals. */
  long endedMillis() {
    return endedMillis;
  }

  /** Its parties, as last listed, with the state of now; null if it was never listed. */
  @Nullable Dialog listed() {
    return listed == null || listed.state() == state ? listed : listed.in(state);
  }

  /** The state in which it was listed last; {@code STARTED} if it never was. */
  CallState listedIn() {
    return listed == null ? CallState.STARTED : listed.state();
  }

  /** True if nothing has happened since it was listed that changes its legs. */
  boolean hasLegs() {
    return listed != null
        && (listed.state() == state || listed.state().isAtLeast(CallState.ANSWERED));
  }

  /** The mark of the CallStart that it comes of; empty if none is known. */
  String referMark() {
    return listed == null ? "" : listed.referMark();
  }

  boolean isOurs() {
    return listed != null && listed.ours();
  }

  /** True if the table has had it released. */
  boolean isReleased() {
    return released;
  }

  void markReleased(boolean asked) {
    released = asked;
  }

  /** True the first time that a phone of it, by its tag, needs no hanging up any more. */
  boolean settleFork(String tag) {
    if (settledForks.contains(tag)) {
      return false;
    }
    settledForks = Stream.concat(settledForks.stream(), Stream.of(tag)).collect(Collectors.toSet());
    return true;
  }

  /** That could not be done. */
  void unsettleFork(String tag) {
    settledForks =
        settledForks.stream().filter(other -> !other.equals(tag)).collect(Collectors.toSet());
  }

  /**
   * A look has not shown it.
   *
   * @param byList whether that was a list, or a look at its Call-ID
   * @return true if neither kind of look shows it
   */
  boolean missedBy(boolean byList) {
    missed |= byList ? BY_LIST : BY_LOOK_UP;
    return missed == (BY_LIST | BY_LOOK_UP);
  }

  StateNews news(boolean another) {
    return new StateNews(callId, id, state, another);
  }

  /** It is there. */
  void hear(long number) {
    heard = number;
    missed = 0;
  }

  void learn(Dialog dialog) {
    // With the ids that are here already: each listed dialog comes with its own copies.
    listed =
        new Dialog(
            id,
            callId,
            dialog.state(),
            dialog.caller(),
            dialog.callee(),
            dialog.forks(),
            dialog.transferOf(),
            dialog.referMark(),
            dialog.ours());
  }

  /** It has gone on; the state never goes back. */
  void moveTo(CallState next, long number, Moment moment) {
    state = next;
    changed = number;
    rung |= isUp() && next != CallState.STARTED;
    if (!isUp()) {
      times = times.endedAt(moment.time());
      endedMillis = moment.millis();
    } else if (next.isAtLeast(CallState.ANSWERED)) {
      times = times.answeredAt(moment.time());
    }
  }

  /** Now, on both clocks. */
  record Moment(long millis, Instant time) {}
}
