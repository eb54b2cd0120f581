package io.callapi.opensips.recipe;

import io.callapi.opensips.dialog.DialogList;
import io.callapi.proxy.Dialog;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

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
  Future<List<Dialog>> find(CallId callId) {
    return found(callId, list.find(callId));
  }

  /** The same, as urgent as an order. */
  Future<List<Dialog>> find(CallId callId, OrderedMi order) {
    return found(callId, list.find(callId, order.urgency(), order.client()));
  }

  private Future<List<Dialog>> found(CallId callId, Future<Optional<Dialog>> inOneRequest) {
    return inOneRequest.compose(
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
