package io.callapi.opensips.recipe;

import io.callapi.opensips.mi.MiRequest;
import io.callapi.proxy.DialogId;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.ProxyRequest.Done;
import io.callapi.proxy.ProxyRequest.Refer;
import io.callapi.sip.Uri;
import io.vertx.core.Future;

/**
 * A REFER whose target is marked, so that callops follows the new call as a transfer of this one.
 */
final class ReferRecipe {

  private final OrderedMi mi;
  private final ReferBy by;
  private final DialogReader dialogs;

  ReferRecipe(OrderedMi mi, ReferBy by, DialogReader dialogs) {
    this.mi = mi;
    this.by = by;
    this.dialogs = dialogs;
  }

  Future<Done> refer(Refer request) {
    return (by == ReferBy.SEND_SEQUENTIAL ? send(request) : transfer(request))
        .recover(MiFailures::translated);
  }

  private Future<Done> send(Refer request) {
    DialogRef dialog = request.dialog();
    return idOf(dialog)
        .map(id -> marked(request.destination() + ";" + Uri.OSID_MARK + "=" + id, request))
        .compose(target -> new ReferSender(mi).send(dialog.callId(), request.leg(), target));
  }

  private Future<DialogId> idOf(DialogRef dialog) {
    return dialog.id() != null
        ? Future.succeededFuture(dialog.id())
        : dialogs
            .find(dialog.callId(), mi.urgency(), mi.client())
            .compose(
                found ->
                    found.isEmpty()
                        ? MiFailures.unknownCall()
                        : Future.succeededFuture(found.get(0).id()));
  }

  /** callops puts its own mark; whether the phone agrees is never told. */
  private Future<Done> transfer(Refer request) {
    return mi.ask(
            MiRequest.once("call_transfer")
                .with("callid", request.dialog().callId().value())
                .with("leg", request.leg().wireName())
                .with("destination", marked(request.destination().value(), request)))
        .map(accepted -> new Done());
  }

  private static String marked(String target, Refer request) {
    return request.referMark().isEmpty()
        ? target
        : target + ";" + Uri.OWN_MARK + "=" + request.referMark();
  }
}
