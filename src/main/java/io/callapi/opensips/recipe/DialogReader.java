package io.callapi.opensips.recipe;

import io.callapi.opensips.dialog.DialogList;
import io.callapi.opensips.flow.Urgency;
import io.callapi.proxy.Dialog;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import java.util.List;

/** Reads dialogs for whoever asks, with the right phone for the callee of each. */
final class DialogReader {

  private final DialogList list;
  private final AnsweredPhones answered;

  DialogReader(DialogList list, AnsweredPhones answered) {
    this.list = list;
    this.answered = answered;
  }

  /** All dialogs, those that have just ended included. */
  Future<List<Dialog>> all() {
    return list.all().map(dialogs -> dialogs.stream().map(answered::inOrder).toList());
  }

  /** The dialogs of a Call-ID that are not over: one request if the proxy shows it at once. */
  Future<List<Dialog>> find(CallId callId, Urgency urgency, String client) {
    return shown(callId, urgency, client)
        .compose(shown -> shown.isEmpty() ? search(callId) : Future.succeededFuture(shown));
  }

  /** The one that the proxy shows of a Call-ID, if it shows any. */
  Future<List<Dialog>> shown(CallId callId, Urgency urgency, String client) {
    return list.find(callId, urgency, client)
        .map(shown -> shown.map(answered::inOrder).stream().toList());
  }

  private Future<List<Dialog>> search(CallId callId) {
    return all()
        .map(
            dialogs ->
                dialogs.stream()
                    .filter(dialog -> dialog.callId().equals(callId) && dialog.isUp())
                    .toList());
  }
}
