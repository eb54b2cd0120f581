package io.callapi.opensips;

import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.Cause;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads dialogs: one, or all of them in pages that fit into a datagram.
 *
 * <p>Pages are cut out of a list that changes meanwhile, so a dialog may come twice.
 */
final class DialogList {

  /** Dialogs with a long SDP are about 1.5 kB each; 40 stay under 65,457 bytes. */
  private static final int PAGE = 40;

  private static final int INTERNAL_ERROR = 500;

  private final Function<MiRequest, Future<MiResult>> mi;

  DialogList(Function<MiRequest, Future<MiResult>> mi) {
    this.mi = mi;
  }

  /**
   * One dialog that is not over.
   *
   * @param unknown the reason text if there is none
   */
  Future<Dialog> find(CallId callId, String unknown) {
    return mi.apply(MiRequest.repeatable("dlg_list").with("callid", callId.value()))
        .map(result -> Dialog.of(result.at("Dialog")))
        .recover(DialogList::noneIfUnknown)
        .map(dialog -> dialog.orElseThrow(() -> new CallFailure(Cause.mi(404, unknown))));
  }

  private static Future<Optional<Dialog>> noneIfUnknown(Throwable failure) {
    return failure instanceof MiException refusal && refusal.code() == 404
        ? Future.succeededFuture(Optional.empty())
        : Future.failedFuture(failure);
  }

  /** All dialogs that are not over. */
  Future<Collection<Dialog>> all() {
    return pages(0, PAGE, new LinkedHashMap<>()).map(Map::values);
  }

  private Future<Map<String, Dialog>> pages(int index, int size, Map<String, Dialog> found) {
    MiRequest page = MiRequest.repeatable("dlg_list").with("index", index).with("counter", size);
    return mi.apply(page)
        .compose(
            result -> next(result, index, size, found),
            failure -> smaller(failure, index, size, found));
  }

  private Future<Map<String, Dialog>> next(
      MiResult result, int index, int size, Map<String, Dialog> found) {
    for (MiResult entry : result.at("Dialogs").items()) {
      Dialog.of(entry).ifPresent(dialog -> found.put(dialog.id(), dialog));
    }
    boolean last = index + size >= result.at("count").number(0);
    return last ? Future.succeededFuture(found) : pages(index + size, size, found);
  }

  private Future<Map<String, Dialog>> smaller(
      Throwable failure, int index, int size, Map<String, Dialog> found) {
    boolean tooLong = failure instanceof MiException refusal && refusal.code() == INTERNAL_ERROR;
    return tooLong && size > 1 ? pages(index, size / 2, found) : Future.failedFuture(failure);
  }
}
