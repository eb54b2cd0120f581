package io.callapi.calls;

import io.callapi.calls.KnownDialog.Moment;
import io.callapi.calls.view.CallDirectory;
import io.callapi.proxy.CallEvent.DialogChanged;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Cause;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogId;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The dialogs of one proxy, as far as they are known: several may have one Call-ID. Every change
 * has a number, which only grows; a state never goes back.
 *
 * <p>Bounded: ended dialogs make way for others, the oldest first; if there are none, new dialogs
 * are left out, with a warning.
 */
final class CallTable {

  /** Beyond that many dialogs of one Call-ID the oldest is forgotten. */
  private static final int MAX_OF_ONE_CALL_ID = 64;

  private final TableTime time;
  private final int maxDialogs;
  private final EndedDialogs ended;
  private final Overflow overflow;
  private final DialogIndex index = new DialogIndex();
  private final CallDirectory directory;
  private long number;

  /**
   * What became of a dialog.
   *
   * @param isNew whether the table did not know it
   * @param moved whether it is new, or has reached another state
   */
  record Change(KnownDialog dialog, boolean isNew, boolean moved) {}

  CallTable(TableTime time, CallTableSettings settings, Overflow overflow) {
    this.time = time;
    this.maxDialogs = settings.bounds().dialogs();
    this.ended = new EndedDialogs(settings);
    this.directory = new CallDirectory(settings.shown());
    this.overflow = overflow;
  }

  /** The number of the last change. */
  long number() {
    return number;
  }

  /** A number of its own for something that is to be set in order with the changes. */
  long nextNumber() {
    return ++number;
  }

  /** Takes over what an event says; null if there is no room for it. */
  @Nullable Change heard(DialogChanged event) {
    Change change = reach(event.callId(), event.id(), event.state());
    show(event.callId());
    return change;
  }

  /** Takes over what a look at the proxy says; null if there is no room for it. */
  @Nullable Change listed(Dialog dialog) {
    Change change = reach(dialog.callId(), dialog.id(), dialog.state());
    if (change != null) {
      learn(change.dialog(), dialog);
    }
    show(dialog.callId());
    return change;
  }

  private void learn(KnownDialog known, Dialog dialog) {
    if (known.listed() == null || dialog.state().isAtLeast(known.listedIn())) {
      known.learn(dialog);
      index.mark(known);
    }
  }

  private @Nullable Change reach(CallId callId, DialogId id, CallState state) {
    forgetOld();
    KnownDialog known = index.find(callId, id);
    boolean isNew = known == null;
    if (known == null) {
      if (!makeRoom(callId)) {
        return null;
      }
      known = add(callId, id);
    }
    known.hear(nextNumber());
    boolean moved = isNew || !known.state().isAtLeast(state);
    if (moved) {
      move(known, state);
    }
    return new Change(known, isNew, moved);
  }

  /** Takes it for ended, because the proxy does not show it any more. */
  void end(KnownDialog dialog) {
    nextNumber();
    move(dialog, CallState.ENDED);
    show(dialog.callId());
  }

  /** The proxy has held or resumed a leg of a call. */
  void hold(CallId callId, Leg leg, boolean isHeld) {
    up(callId).forEach(dialog -> dialog.hold(leg, isHeld));
    show(callId);
  }

  /** The calls as clients see them. */
  CallDirectory directory() {
    return directory;
  }

  private void show(CallId callId) {
    List<KnownDialog> dialogs = index.of(callId);
    if (!dialogs.isEmpty()) {
      directory.show(Sight.of(dialogs), time.millis());
    }
  }

  private void move(KnownDialog dialog, CallState state) {
    dialog.moveTo(state, number, new Moment(time.millis(), time.now()));
    if (!dialog.isUp()) {
      ended.add(dialog);
    }
  }

  private KnownDialog add(CallId callId, DialogId id) {
    KnownDialog dialog = new KnownDialog(callId, id, nextNumber(), time.now());
    index.add(dialog);
    return dialog;
  }

  private boolean makeRoom(CallId callId) {
    List<KnownDialog> siblings = of(callId);
    if (siblings.size() >= MAX_OF_ONE_CALL_ID) {
      forget(siblings.get(0));
    }
    while (index.size() >= maxDialogs) {
      KnownDialog oldest = ended.takeOldest();
      if (oldest == null) {
        overflow.report(maxDialogs + " dialogs", callId);
        return false;
      }
      forget(oldest);
    }
    return true;
  }

  /** Forgets what has ended long enough ago. */
  void forgetOld() {
    for (KnownDialog old = ended.takeOld(time.millis());
        old != null;
        old = ended.takeOld(time.millis())) {
      forget(old);
    }
    directory.forgetOld(time.millis());
  }

  /** The proxy has been restarted, and has lost it. */
  void lose(KnownDialog dialog, Cause why) {
    forget(dialog);
    if (up(dialog.callId()).isEmpty()) {
      directory.lose(dialog.callId(), why, time.now(), time.millis());
    } else {
      show(dialog.callId());
    }
  }

  /** Removes it at once. */
  void forget(KnownDialog dialog) {
    index.remove(dialog);
  }

  /** All dialogs of a Call-ID, those that have lately ended included. */
  List<KnownDialog> of(CallId callId) {
    return index.of(callId);
  }

  List<KnownDialog> up(CallId callId) {
    return of(callId).stream().filter(KnownDialog::isUp).toList();
  }

  /** True if another dialog of the same Call-ID is up. */
  boolean hasAnotherUp(KnownDialog dialog) {
    return up(dialog.callId()).stream().anyMatch(other -> other != dialog);
  }

  /** The dialogs that have come of a CallStart, by its mark. */
  List<KnownDialog> marked(String referMark) {
    return index.marked(referMark);
  }

  /** The dialogs that came into the table after a change, in order; a view. */
  Collection<KnownDialog> newerThan(long change) {
    return index.newerThan(change);
  }

  /** All dialogs, the first seen first; a view. */
  Collection<KnownDialog> all() {
    return index.all();
  }
}
