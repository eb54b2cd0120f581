package io.callapi.opensips.recipe;

import io.callapi.opensips.dialog.DialogList;
import io.callapi.proxy.Dialog;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads dialogs for whoever asks. There is at most one list under way, and one that follows it: all
 * who ask meanwhile share that.
 */
final class DialogReader {

  private final DialogList list;
  private final AnsweredPhones answered;
  private @Nullable Future<List<Dialog>> current;
  private @Nullable Future<List<Dialog>> next;

  DialogReader(DialogList list, AnsweredPhones answered) {
    this.list = list;
    this.answered = answered;
  }

  /** All dialogs, those that have just ended included. */
  Future<List<Dialog>> all() {
    if (current == null) {
      return begin();
    }
    if (next == null) {
      next = current.transform(done -> begin());
    }
    return next;
  }

  private Future<List<Dialog>> begin() {
    next = null;
    Future<List<Dialog>> begun = list.all().map(this::inOrder);
    current = begun;
    return begun.onComplete(done -> end(begun));
  }

  private List<Dialog> inOrder(List<Dialog> dialogs) {
    return dialogs.stream().map(answered::inOrder).toList();
  }

  private void end(Future<List<Dialog>> ended) {
    if (current == ended) {
      current = null;
    }
  }

  /** The dialogs of a Call-ID that are not over: one request if the proxy shows it at once. */
  Future<List<Dialog>> find(CallId callId) {
    return list.find(callId)
        .compose(
            found ->
                found
                    .map(dialog -> Future.succeededFuture(List.of(answered.inOrder(dialog))))
                    .orElseGet(() -> search(callId)));
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
