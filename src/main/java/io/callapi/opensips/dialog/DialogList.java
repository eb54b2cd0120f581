package io.callapi.opensips.dialog;

import io.callapi.opensips.dialog.DialogPages.Page;
import io.callapi.opensips.flow.Urgency;
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
  private final SharedRead<List<Dialog>> everything = new SharedRead<>(this::readAll);

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
    return find(callId, Urgency.CHECKING, "");
  }

  /**
   * The same, where something waits for it.
   *
   * @param urgency how long it may wait where the proxy answers late
   * @param client for whom it is asked; empty for the server itself
   */
  public Future<Optional<Dialog>> find(CallId callId, Urgency urgency, String client) {
    MiRequest one = MiRequest.repeatable("dlg_list").with("callid", callId.value());
    return mi.apply(one.urgency(urgency).forClient(client))
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
   * listed for some seconds more. Read once for all who ask while another list is read.
   */
  public Future<List<Dialog>> all() {
    return everything.get();
  }

  private Future<List<Dialog>> readAll() {
    DialogPages pages = new DialogPages(own, roomy.getAsBoolean());
    return read(pages).map(done -> pages.dialogs());
  }

  private Future<Void> read(DialogPages pages) {
    List<Page> asked = pages.next();
    List<Future<MiResult>> replies = asked.stream().map(this::ask).toList();
    return Future.join(replies).transform(done -> take(pages, asked, replies));
  }

  private Future<MiResult> ask(Page page) {
    MiRequest list =
        MiRequest.repeatable("dlg_list").with("index", page.index()).with("counter", page.size());
    return mi.apply(list.urgency(Urgency.CHECKING));
  }

  private Future<Void> take(DialogPages pages, List<Page> asked, List<Future<MiResult>> replies) {
    for (int i = 0; i < asked.size(); i++) {
      if (replies.get(i).failed()) {
        return smaller(pages, replies.get(i).cause());
      }
      if (!pages.add(asked.get(i), replies.get(i).result())) {
        break;
      }
    }
    return pages.isOver() ? Future.succeededFuture() : read(pages);
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
