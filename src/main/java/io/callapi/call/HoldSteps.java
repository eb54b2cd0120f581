package io.callapi.call;

import io.callapi.command.CommandScope;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.Cause;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.Supplier;

/** What holding and resuming have in common. */
final class HoldSteps {

  /** How often the proxy is asked about a leg of which nothing was heard. */
  private static final int QUESTIONS = 3;

  private static final Duration NEXT_QUESTION = Duration.ofSeconds(1);

  private HoldSteps() {}

  /** The data of a stage that concerns one leg. */
  record LegStage(Leg leg) {}

  /**
   * The request is accepted. If its answer is lost, the events that it has caused say so; and where
   * they have come, that there is nothing to change is said of a copy of the request.
   */
  static Future<Void> begin(Future<Void> answer, HoldWatch legs) {
    return answer.recover(
        failure ->
            legs.hasBegun() && !isRefusal(failure)
                ? Future.succeededFuture()
                : Future.failedFuture(failure));
  }

  private static boolean isRefusal(Throwable failure) {
    return CallFailure.causeOf(failure).source() == Cause.Source.MI && !isNothingToChange(failure);
  }

  /**
   * Waits until both phones have agreed, or the call has ended.
   *
   * @param again asks the proxy once more, when nothing came in time: that there is nothing left to
   *     change means that the phones have agreed, and their events were lost
   */
  static Future<Void> awaitBothLegs(
      CommandScope scope, HoldWatch legs, DialogWatch call, Supplier<Future<Void>> again) {
    Promise<Void> outcome = Promise.promise();
    legs.done().onComplete(outcome::tryComplete, outcome::tryFail);
    call.endedByItself().onSuccess(ended -> outcome.tryFail(call.why()));
    legs.leftOut().onSuccess(quiet -> askForMissingLeg(scope, legs, again, QUESTIONS));
    return scope
        .within(scope.deadlines().hold(), "answer of both phones", outcome.future())
        .recover(
            failure ->
                isSilence(failure)
                    ? concludeBy(again, legs, call, failure)
                    : Future.failedFuture(failure));
  }

  /** Tells a leg that was left out from one whose events are lost: that one has changed. */
  private static void askForMissingLeg(
      CommandScope scope, HoldWatch legs, Supplier<Future<Void>> again, int questions) {
    if (!legs.isOneLegMissing()) {
      return;
    }
    if (questions == 0) {
      legs.doWithoutMissingLeg();
      return;
    }
    again
        .get()
        .onFailure(refusal -> changedIfNothingLeft(refusal, legs))
        .onComplete(
            asked ->
                scope.after(
                    NEXT_QUESTION, () -> askForMissingLeg(scope, legs, again, questions - 1)));
  }

  private static void changedIfNothingLeft(Throwable refusal, HoldWatch legs) {
    if (isNothingToChange(refusal)) {
      legs.tellAllDone();
    }
  }

  private static boolean isSilence(Throwable failure) {
    return CallFailure.causeOf(failure).source() == Cause.Source.TIMEOUT;
  }

  private static Future<Void> concludeBy(
      Supplier<Future<Void>> again, HoldWatch legs, DialogWatch call, Throwable silence) {
    return again
        .get()
        .<Void>compose(
            begun -> Future.failedFuture(silence),
            refusal -> {
              if (isNothingToChange(refusal)) {
                legs.tellAllDone();
                return legs.done();
              }
              return Future.failedFuture(isCallUnknown(refusal) ? call.gone() : silence);
            });
  }

  /** Takes a half-done hold back; a call with nothing on hold is as it should be. */
  static Future<Void> resume(CommandScope scope, CallId callId) {
    return scope
        .proxy()
        .resume(callId)
        .recover(
            failure ->
                isNothingToChange(failure) || isCallUnknown(failure)
                    ? Future.succeededFuture()
                    : Future.failedFuture(failure));
  }

  private static boolean isNothingToChange(Throwable failure) {
    Integer code = CallFailure.causeOf(failure).code();
    return code != null && code == 480;
  }

  private static boolean isCallUnknown(Throwable failure) {
    return failure instanceof CallFailure refusal && refusal.isCallUnknown();
  }
}
