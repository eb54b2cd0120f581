package io.callapi.call.release;

import io.callapi.calls.CallNews.StateNews;
import io.callapi.proxy.DialogRef;
import io.callapi.sip.CallId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is still to go before a command can end.
 *
 * @param going the dialogs that are being released
 * @param looked the calls that are looked at first
 */
record Unreleased(List<DialogRef> going, Set<CallId> looked) {

  Unreleased {
    going = List.copyOf(going);
    looked = Set.copyOf(looked);
  }

  boolean isEmpty() {
    return going.isEmpty() && looked.isEmpty();
  }

  boolean has(CallId call) {
    return looked.contains(call) || going.stream().anyMatch(dialog -> dialog.callId().equals(call));
  }

  /** The dialog that news are about. */
  Optional<DialogRef> of(StateNews news) {
    return going.stream().filter(dialog -> dialog.covers(news.callId(), news.id())).findFirst();
  }

  Unreleased and(List<DialogRef> more) {
    List<DialogRef> all = new ArrayList<>(going);
    more.stream().filter(dialog -> !all.contains(dialog)).forEach(all::add);
    return new Unreleased(all, looked);
  }

  /** The same, with a dialog that has shown itself in place of its Call-ID alone. */
  Unreleased shown(DialogRef dialog) {
    DialogRef unnamed = DialogRef.of(dialog.callId());
    return going.contains(unnamed) ? without(unnamed).and(List.of(dialog)) : this;
  }

  /** The dialogs of a Call-ID. */
  List<DialogRef> of(CallId call) {
    return going.stream().filter(dialog -> dialog.callId().equals(call)).toList();
  }

  /** All dialogs but one. */
  List<DialogRef> allBut(@Nullable DialogRef one) {
    return going.stream().filter(dialog -> !dialog.equals(one)).toList();
  }

  Unreleased andLookAt(CallId call) {
    Set<CallId> more = new HashSet<>(looked);
    more.add(call);
    return new Unreleased(going, more);
  }

  Unreleased without(DialogRef gone) {
    return new Unreleased(allBut(gone), looked);
  }

  Unreleased withoutLook(CallId call) {
    Set<CallId> rest = new HashSet<>(looked);
    rest.remove(call);
    return new Unreleased(going, rest);
  }

  /** The same without all of that Call-ID. */
  Unreleased without(CallId lost) {
    List<DialogRef> rest = going.stream().filter(dialog -> !dialog.callId().equals(lost)).toList();
    return new Unreleased(rest, looked).withoutLook(lost);
  }
}
