package io.callapi.opensips.recipe;

import io.callapi.opensips.mi.MiRequest;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.ProxyRequest.Done;
import io.callapi.proxy.ProxyRequest.Release;
import io.vertx.core.Future;

/** {@code dlg_end_dlg}: BYEs to both phones, or CANCEL where the call is not answered yet. */
final class ReleaseRecipe {

  private final OrderedMi mi;
  private final PendingInvites pending;

  ReleaseRecipe(OrderedMi mi, PendingInvites pending) {
    this.mi = mi;
    this.pending = pending;
  }

  Future<Done> release(Release request) {
    DialogRef dialog = request.dialog();
    pending.withdraw(dialog.callId());
    return end(mi, dialog).onSuccess(ended -> pending.forget(dialog.callId()));
  }

  /** Ends a dialog, whatever is pending. */
  static Future<Done> end(OrderedMi mi, DialogRef dialog) {
    MiRequest release = MiRequest.repeatable("dlg_end_dlg").with("dialog_id", nameOf(dialog));
    return mi.ask(release.about(dialog.callId().value()))
        .map(ok -> new Done())
        .recover(MiFailures::translated);
  }

  /** Where the proxy takes either, its own id says more. */
  static String nameOf(DialogRef dialog) {
    return dialog.id() == null ? dialog.callId().value() : dialog.id().value();
  }
}
