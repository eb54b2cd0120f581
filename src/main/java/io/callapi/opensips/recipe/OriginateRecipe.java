package io.callapi.opensips.recipe;

import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.Cause;
import io.callapi.proxy.ProxyRequest.Done;
import io.callapi.proxy.ProxyRequest.Originate;
import io.callapi.sip.SipStatus;
import io.vertx.core.Future;

/** {@code t_uac_dlg} with an INVITE; answered with the phone's final status. */
final class OriginateRecipe {

  private final OrderedMi mi;
  private final PendingInvites pending;

  OriginateRecipe(OrderedMi mi, PendingInvites pending) {
    this.mi = mi;
    this.pending = pending;
  }

  Future<Done> originate(Originate request) {
    MiRequest invite =
        new SetupInvite(mi.settings().sipUri())
            .of(request.callId(), request.phone(), request.callerIdentity());
    return pending
        .send(request.callId(), () -> mi.askPerson(invite).compose(OriginateRecipe::status))
        .compose(
            status ->
                status.isSuccess()
                    ? Future.succeededFuture(new Done())
                    : MiFailures.refused(status))
        .recover(MiFailures::translated);
  }

  private static Future<SipStatus> status(MiResult result) {
    String text = result.at("Status").text();
    return SipStatus.parse(text)
        .map(Future::succeededFuture)
        .orElseGet(
            () ->
                MiFailures.failed(
                    Reason.NOT_POSSIBLE,
                    Cause.proxy("The proxy's answer to an INVITE cannot be read: " + text)));
  }
}
