package io.callapi.call;

import io.callapi.command.CommandScope;
import io.callapi.proxy.CallFailure;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** What holding and resuming have in common. */
final class HoldSteps {

  private HoldSteps() {}

  /** The data of a stage that concerns one leg. */
  record LegStage(Leg leg) {}

  /** Waits until both phones have agreed, or the call has ended. */
  static Future<Void> awaitBothLegs(CommandScope scope, HoldWatch legs, DialogWatch call) {
    Promise<Void> outcome = Promise.promise();
    legs.done().onComplete(outcome::tryComplete, outcome::tryFail);
    call.endedByItself().onSuccess(ended -> outcome.tryFail(Endings.callEnded()));
    return scope.within(scope.deadlines().hold(), "answer of both phones", outcome.future());
  }

  /** Takes a half-done hold back; a call with nothing on hold is as it should be. */
  static Future<Void> resume(CommandScope scope, CallId callId) {
    return scope
        .proxy()
        .resume(callId)
        .recover(
            failure ->
                isNothingHeld(failure) ? Future.succeededFuture() : Future.failedFuture(failure));
  }

  private static boolean isNothingHeld(Throwable failure) {
    Integer code = CallFailure.causeOf(failure).code();
    return code != null && (code == 480 || code == 404);
  }
}
