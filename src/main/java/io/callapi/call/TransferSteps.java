package io.callapi.call;

import io.callapi.call.TransferWatch.NewCall;
import io.callapi.command.CommandScope;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.Cause;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/** What the transfers have in common once a phone was asked to place the new call. */
final class TransferSteps {

  /** A phone may hang up the old call right before it places the new one. */
  private static final Duration HUNG_UP_FIRST = Duration.ofSeconds(2);

  private TransferSteps() {}

  /**
   * Waits for the answer of the destination.
   *
   * @param oldCall the call that is transferred: if it ends and no new call comes, nothing will
   */
  static Future<NewCall> awaitAnswer(
      CommandScope scope, TransferWatch transfer, DialogWatch oldCall) {
    Promise<NewCall> placed = Promise.promise();
    transfer.started().onSuccess(placed::tryComplete);
    oldCall
        .endedByItself()
        .onSuccess(ended -> scope.after(HUNG_UP_FIRST, () -> placed.tryFail(Endings.callEnded())));
    return scope
        .within(scope.deadlines().transferStart(), "new call of the phone", placed.future())
        .compose(
            call ->
                scope.within(
                    scope.deadlines().answer(), "answer of the destination", transfer.answered()));
  }

  /** Ends the new call of a transfer that was given up; one that has failed is over already. */
  static Future<Void> giveUp(CommandScope scope, TransferWatch transfer, Throwable failure) {
    NewCall newCall = transfer.newCall();
    boolean over = CallFailure.causeOf(failure).source() == Cause.Source.SIP;
    if (newCall == null || over) {
      return Future.succeededFuture();
    }
    CallId callId = newCall.callId();
    return Endings.endIfUp(scope, callId);
  }
}
