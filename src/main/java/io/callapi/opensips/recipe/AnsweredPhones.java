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
    String tag = tags.getOrDefault(dialog.id(), dialog.callee().tag());
    return dialog.moreAnswered().stream()
        .filter(leg -> leg.tag().equals(tag))
        .findFirst()
        .map(callee -> withCallee(dialog, callee))
        .orElse(dialog);
  }

  private static Dialog withCallee(Dialog dialog, DialogLeg callee) {
    List<DialogLeg> others =
        Stream.concat(Stream.of(dialog.callee()), dialog.moreAnswered().stream())
            .filter(leg -> !leg.equals(callee))
            .toList();
    return new Dialog(
        dialog.id(),
        dialog.callId(),
        dialog.state(),
        dialog.caller(),
        callee,
        others,
        dialog.transferOf(),
        dialog.startMark(),
        dialog.ours());
  }

  int size() {
    return tags.size();
  }
}
