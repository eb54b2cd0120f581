package io.callapi.opensips.recipe;

import io.callapi.proxy.CallEvent.DialogChanged;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogId;
import io.callapi.proxy.DialogLeg;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which phone the proxy takes for the callee where several have answered. It lists them in the
 * order in which they were called, and only its reports of the dialog name the one: the first whose
 * 2xx has come (module dialog, {@code callee_idx}).
 *
 * <p>While that is not known, none is shown as a further one that has answered: it might be the
 * callee. In a dialog that has ended it does not matter any more.
 *
 * <p>The youngest {@link #MAX} are kept.
 */
final class AnsweredPhones {

  static final int MAX = 20_000;

  private final Map<DialogId, String> tags = new LinkedHashMap<>();

  /** Hears what is reported of dialogs. */
  void onDialog(DialogChanged change) {
    if (change.state() == CallState.ENDED) {
      tags.remove(change.id());
    } else if (change.state() == CallState.ANSWERED && !change.calleeTag().isEmpty()) {
      tags.put(change.id(), change.calleeTag());
      if (tags.size() > MAX) {
        tags.remove(tags.keySet().iterator().next());
      }
    }
  }

  /** The dialog as it is listed, with the right phone for its callee. */
  Dialog inOrder(Dialog dialog) {
    if (!dialog.isUp() || dialog.forks().stream().noneMatch(AnsweredPhones::hasAnswered)) {
      return dialog;
    }
    String tag = tags.get(dialog.id());
    return legs(dialog)
        .filter(leg -> hasAnswered(leg) && leg.tag().equals(tag))
        .findFirst()
        .map(callee -> with(dialog, callee, others(dialog, callee)))
        .orElseGet(() -> with(dialog, dialog.callee(), unanswered(dialog.forks())));
  }

  private static boolean hasAnswered(DialogLeg leg) {
    return !leg.contact().isEmpty();
  }

  private static Stream<DialogLeg> legs(Dialog dialog) {
    return Stream.concat(Stream.of(dialog.callee()), dialog.forks().stream());
  }

  private static List<DialogLeg> others(Dialog dialog, DialogLeg callee) {
    return legs(dialog).filter(leg -> !leg.equals(callee)).toList();
  }

  private static List<DialogLeg> unanswered(List<DialogLeg> legs) {
    return legs.stream().map(leg -> new DialogLeg(leg.uri(), leg.tag(), "")).toList();
  }

  private static Dialog with(Dialog dialog, DialogLeg callee, List<DialogLeg> forks) {
    return new Dialog(
        dialog.id(),
        dialog.callId(),
        dialog.state(),
        dialog.caller(),
        callee,
        forks,
        dialog.transferOf(),
        dialog.referMark(),
        dialog.ours());
  }

  int size() {
    return tags.size();
  }
}
