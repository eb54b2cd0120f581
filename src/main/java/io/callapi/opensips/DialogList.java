package io.callapi.opensips;

import io.callapi.opensips.flow.Urgency;
import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.mi.NoReplyException;
import io.callapi.proxy.Call;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.Cause;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Reads dialogs: one, or all of them in pages. */
final class DialogList {

  private final Function<MiRequest, Future<MiResult>> mi;
  private final BooleanSupplier roomy;
  private final SharedRead<List<Call>> everything = new SharedRead<>(this::readAll);

  /** Pages that fit into a datagram. */
  DialogList(Function<MiRequest, Future<MiResult>> mi) {
    this(mi, () -> false);
  }

  /**
   * @param roomy whether pages may be longer than a datagram
   */
  DialogList(Function<MiRequest, Future<MiResult>> mi, BooleanSupplier roomy) {
    this.mi = mi;
    this.roomy = roomy;
  }

  /**
   * One dialog that is not over.
   *
   * @param unknown the reason text if there is none
   */
  Future<Dialog> find(CallId callId, String unknown) {
    return find(callId, unknown, Urgency.RUNNING);
  }

  /** The same, where nothing waits for the answer but certainty. */
  Future<Dialog> check(CallId callId, String unknown) {
    return find(callId, unknown, Urgency.CHECKING);
  }

  private Future<Dialog> find(CallId callId, String unknown, Urgency urgency) {
    MiRequest list = MiRequest.repeatable("dlg_list").with("callid", callId.value());
    return mi.apply(list.urgency(urgency))
        .map(result -> Dialog.of(result.at("Dialog")))
        .recover(DialogList::noneIfUnknown)
        .map(dialog -> dialog.orElseThrow(() -> new CallFailure(Cause.mi(404, unknown))));
  }

  private static Future<Optional<Dialog>> noneIfUnknown(Throwable failure) {
    return failure instanceof MiException refusal && refusal.code() == 404
        ? Future.succeededFuture(Optional.empty())
        : Future.failedFuture(failure);
  }

  /**
   * All calls that are not over, and were there before the first page was read. Read once for all
   * who ask at the same time.
   */
  Future<List<Call>> all() {
    return everything.get();
  }

  private Future<List<Call>> readAll() {
    DialogPages pages = new DialogPages(roomy.getAsBoolean());
    return read(pages).map(done -> pages.calls());
  }

  private Future<Void> read(DialogPages pages) {
    MiRequest page =
        MiRequest.repeatable("dlg_list").with("index", pages.index()).with("counter", pages.size());
    return mi.apply(page.urgency(Urgency.CHECKING))
        .compose(result -> next(pages, pages.add(result)), failure -> smaller(pages, failure));
  }

  private Future<Void> next(DialogPages pages, boolean more) {
    return more ? read(pages) : Future.succeededFuture();
  }

  /** Silence, too, may mean that a page is too long: the error that says so has no id. */
  private Future<Void> smaller(DialogPages pages, Throwable failure) {
    boolean tooLong =
        failure instanceof MiException refusal && refusal.code() == MiException.INTERNAL_ERROR;
    boolean again =
        tooLong ? pages.halve() : failure instanceof NoReplyException && pages.shrinkAfterSilence();
    return again ? read(pages) : Future.failedFuture(failure);
  }
}
