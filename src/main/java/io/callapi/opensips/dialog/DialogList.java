package io.callapi.opensips.dialog;

import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.mi.NoReplyException;
import io.callapi.proxy.Dialog;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Reads dialogs: one, or all of them in pages. */
public final class DialogList {

  private static final int NOT_FOUND = 404;

  private final Function<MiRequest, Future<MiResult>> mi;
  private final OwnContact own;
  private final BooleanSupplier roomy;

  /**
   * @param own by which dialogs of this program are known
   * @param roomy whether pages may be longer than a datagram
   */
  public DialogList(
      Function<MiRequest, Future<MiResult>> mi, OwnContact own, BooleanSupplier roomy) {
    this.mi = mi;
    this.own = own;
    this.roomy = roomy;
  }

  /**
   * A dialog of that Call-ID that is not over, in one request.
   *
   * @return empty also where the proxy stops at a dead dialog of the same Call-ID, which a
   *     challenged INVITE leaves for some seconds; then only {@link #all} shows the living one
   */
  public Future<Optional<Dialog>> find(CallId callId) {
    return mi.apply(MiRequest.repeatable("dlg_list").with("callid", callId.value()))
        .map(result -> new DialogEntry(result.at("Dialog"), own).read().filter(Dialog::isUp))
        .recover(DialogList::noneIfUnknown);
  }

  private static Future<Optional<Dialog>> noneIfUnknown(Throwable failure) {
    return failure instanceof MiException refusal && refusal.code() == NOT_FOUND
        ? Future.succeededFuture(Optional.empty())
        : Future.failedFuture(failure);
  }

  /**
   * All dialogs that were there before the first page was read; those that have just ended are
   * listed for some seconds more.
   */
  public Future<List<Dialog>> all() {
    DialogPages pages = new DialogPages(own, roomy.getAsBoolean());
    return read(pages).map(done -> pages.dialogs());
  }

  private Future<Void> read(DialogPages pages) {
    MiRequest page =
        MiRequest.repeatable("dlg_list").with("index", pages.index()).with("counter", pages.size());
    return mi.apply(page)
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
