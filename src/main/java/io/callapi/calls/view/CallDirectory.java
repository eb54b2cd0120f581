package io.callapi.calls.view;

import io.callapi.calls.view.SeenCall.Links;
import io.callapi.proxy.Cause;
import io.callapi.sip.CallId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one proxy as they are shown, those that have lately ended included. Each change has
 * a number, which only grows; whoever is told all changes after a number knows what is here.
 */
public final class CallDirectory {

  private final Map<CallId, SeenCall> byId = new HashMap<>();
  private final NavigableMap<Long, SeenCall> byPlace = new TreeMap<>();
  private final EndedCalls ended;
  private final CallLinks links = new CallLinks();
  private Listener listener = (number, before, after) -> {};
  private long number;
  private @Nullable List<SeenCall> all;

  /** Is told each change, in order. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A call has changed.
     *
     * @param before null if it was not there
     */
    void changed(long number, @Nullable SeenCall before, SeenCall after);
  }

  public CallDirectory(EndedLimits limits) {
    this.ended = new EndedCalls(limits);
  }

  /** Once, at the beginning. */
  public void tell(Listener to) {
    listener = to;
  }

  /** The number of the last change. */
  public long number() {
    return number;
  }

  public @Nullable SeenCall find(CallId call) {
    return byId.get(call);
  }

  /** Those behind a place, in order; a view. */
  public Collection<SeenCall> after(long place) {
    return byPlace.tailMap(place, false).values();
  }

  /** All of them as they are now. */
  public List<SeenCall> all() {
    List<SeenCall> copy = all;
    if (copy == null) {
      copy = List.copyOf(byPlace.values());
      all = copy;
    }
    return copy;
  }

  /**
   * How a call is now, by its dialogs; what is known of its links stays.
   *
   * @param millis now, on the clock for intervals
   */
  public void show(SeenCall call, long millis) {
    SeenCall before = byId.get(call.callId());
    // The Call-ID may be used again after its call has ended.
    Links known =
        before != null && before.place() == call.place()
            ? before.links()
            : links.take(call.callId());
    put(before, call.with(known.because(cause(call, known))), millis);
    onAnswered(call.callId());
  }

  private @Nullable Cause cause(SeenCall call, Links known) {
    if (call.isUp()) {
      return null;
    }
    return known.cause() == null ? links.takeCause(call.callId()) : known.cause();
  }

  /** Its proxy does not know it any more. */
  public void lose(CallId call, Cause why, Instant now, long millis) {
    SeenCall before = byId.get(call);
    if (before != null && before.isUp()) {
      put(before, before.with(before.links().because(why)).ended(now), millis);
    }
  }

  /** A command makes, or has made, that call, which may not be there yet. */
  public void made(CallId call, @Nullable String cmdId, @Nullable String tag, @Nullable CallId of) {
    CallId from = isSetup(of) ? null : of;
    change(call, known -> known.made(cmdId, tag, from));
    onAnswered(call);
  }

  /** The call of a command whose id it has: nobody talks there, so nobody is transferred. */
  private boolean isSetup(@Nullable CallId call) {
    SeenCall known = call == null ? null : byId.get(call);
    return known != null && known.callId().value().equals(known.links().cmdId());
  }

  /**
   * Why a call is about to end, or has just ended.
   *
   * @param cause null if it is not that after all
   */
  public void because(CallId call, @Nullable Cause cause) {
    SeenCall known = byId.get(call);
    if (known == null || known.isUp()) {
      links.expect(call, cause);
    } else if (known.links().cause() == null) { // else the first that was said has led to it
      put(known, known.with(known.links().because(cause)), 0);
    }
  }

  private void change(CallId call, UnaryOperator<Links> change) {
    SeenCall before = byId.get(call);
    if (before == null) {
      links.change(call, change);
    } else {
      put(before, before.with(change.apply(before.links())), 0);
    }
  }

  /** Whoever was transferred has arrived. */
  private void onAnswered(CallId call) {
    SeenCall now = byId.get(call);
    CallId from = now == null ? null : now.links().from();
    if (now == null || from == null || now.times().answered() == null) {
      return;
    }
    SeenCall old = byId.get(from);
    if (old != null && !call.equals(old.links().to())) {
      put(old, old.with(old.links().transferredTo(call)), 0);
    }
  }

  private void put(@Nullable SeenCall before, SeenCall after, long millis) {
    if (after.equals(before)) {
      return;
    }
    if (before != null && before.place() != after.place()) {
      byPlace.remove(before.place());
    }
    byId.put(after.callId(), after);
    byPlace.put(after.place(), after);
    all = null;
    ended.note(before, after, millis);
    listener.changed(++number, before, after);
  }

  /** Forgets what has ended long enough ago, and what there is no room for. */
  public void forgetOld(long millis) {
    for (SeenCall old = ended.takeOld(millis); old != null; old = ended.takeOld(millis)) {
      byId.remove(old.callId());
      byPlace.remove(old.place());
      all = null;
    }
  }
}
