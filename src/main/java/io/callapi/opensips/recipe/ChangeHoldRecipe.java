package io.callapi.opensips.recipe;

import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.proxy.CallEvent.HoldAction;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.Cause;
import io.callapi.proxy.ProxyRequest.ChangeHold;
import io.callapi.proxy.ProxyRequest.Done;
import io.vertx.core.Future;

/** {@code call_hold} or {@code call_unhold}. */
final class ChangeHoldRecipe {

  private final OrderedMi mi;
  private final ReinviteSerializer turns;

  ChangeHoldRecipe(OrderedMi mi, ReinviteSerializer turns) {
    this.mi = mi;
    this.turns = turns;
  }

  Future<Done> change(ChangeHold request) {
    return turns.inTurn(request.callId(), request.action(), () -> ask(request));
  }

  private Future<Done> ask(ChangeHold request) {
    String command = request.action() == HoldAction.HOLD ? "call_hold" : "call_unhold";
    return mi.ask(MiRequest.repeatable(command).with("callid", request.callId().value()))
        .map(ok -> new Done())
        .recover(ChangeHoldRecipe::judged);
  }

  /**
   * That a second copy of the request finds nothing to change is no failure: the first has done it.
   */
  private static Future<Done> judged(Throwable failure) {
    if (!(failure instanceof MiException refusal)
        || refusal.code() != MiFailures.NOTHING_HELD_OR_ALL) {
      return MiFailures.translated(failure);
    }
    return refusal.isAfterRepeat()
        ? Future.succeededFuture(new Done())
        : MiFailures.failed(Reason.NOTHING_TO_CHANGE, Cause.mi(refusal.code(), refusal.reason()));
  }
}
