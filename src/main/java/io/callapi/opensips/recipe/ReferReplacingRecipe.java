package io.callapi.opensips.recipe;

import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.Cause;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.ProxyRequest.Done;
import io.callapi.proxy.ProxyRequest.ReferReplacing;
import io.callapi.sip.CallId;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * A REFER with Replaces (RFC 3891). Nothing is looked up: the request has the other dialog in it.
 */
final class ReferReplacingRecipe {

  private final OrderedMi mi;
  private final ReferBy by;

  ReferReplacingRecipe(OrderedMi mi, ReferBy by) {
    this.mi = mi;
    this.by = by;
  }

  Future<Done> refer(ReferReplacing request) {
    ReplacingTarget target = new ReplacingTarget(request.replaced(), request.reached());
    Optional<SipUri> address = target.address();
    if (address.isEmpty() || !target.hasTags()) {
      return MiFailures.failed(Reason.NOT_POSSIBLE, Cause.proxy(target.problem()));
    }
    return (by == ReferBy.SEND_SEQUENTIAL
            ? send(request, target.replacing(address.get()))
            : transfer(request, address.get()))
        .recover(MiFailures::translated);
  }

  private Future<Done> send(ReferReplacing request, String target) {
    CallId callId = request.dialog().callId();
    return markAsReplaced(request.replaced(), callId)
        .compose(marked -> new ReferSender(mi).send(callId, request.leg(), target));
  }

  /** Tells callops that the other dialog is replaced for this one, so that it reports both. */
  private Future<MiResult> markAsReplaced(Dialog replaced, CallId callId) {
    return mi.ask(
        MiRequest.repeatable("dlg_push_var")
            .with("dlg_val_name", "call_transfer_callid")
            .with("dlg_val_value", callId.value())
            .with("DID", List.of(replaced.id().value())));
  }

  private Future<Done> transfer(ReferReplacing request, SipUri address) {
    return mi.ask(
            MiRequest.once("call_transfer")
                .with("callid", request.dialog().callId().value())
                .with("leg", request.leg().wireName())
                .with("transfer_callid", request.replaced().callId().value())
                .with("transfer_leg", request.reached().wireName())
                .with("destination", address.value()))
        .map(accepted -> new Done());
  }
}
