package io.callapi.call;

import io.callapi.call.TransferWatch.NewCall;
import io.callapi.command.CommandScope;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.Cause;
import io.callapi.sip.SipStatus;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the new call of a transfer comes out, by what proxy and phone say of it: the first sign of
 * success counts; of several failures the one that the phone names does.
 */
final class TransferOutcome {

  /** A failure may carry a made-up code; the true one follows at once as a notification. */
  private static final Duration TRUE_CAUSE = Duration.ofMillis(100);

  /** How long a sign that comes before the event which it announces waits for that. */
  private static final Duration LOST_EVENT = Duration.ofSeconds(1);

  private final CommandScope scope;
  private final Promise<NewCall> answered = Promise.promise();
  private boolean failed;
  private @Nullable SipStatus failedWith;
  private @Nullable SipStatus finalNotification;

  TransferOutcome(CommandScope scope) {
    this.scope = scope;
  }

  /** The destination has answered; fails with its final status. */
  Future<NewCall> answered() {
    return answered.future();
  }

  boolean isKnown() {
    return answered.future().isComplete();
  }

  /** The proxy or the phone has said that the call has failed. */
  boolean isFailure() {
    return failed || finalNotification != null;
  }

  /** The proxy says that the destination has answered. */
  void succeed(NewCall call) {
    answered.tryComplete(call);
  }

  /** Something else says so; the proxy's word is still to come, or is lost. */
  void succeedSoon(NewCall call) {
    scope.after(LOST_EVENT, () -> answered.tryComplete(call));
  }

  /** The proxy says that the call has failed. */
  void fail(@Nullable SipStatus status) {
    failed = true;
    failedWith = status;
    settle(TRUE_CAUSE);
  }

  /** The phone says so. */
  void failAsNotified(SipStatus status) {
    finalNotification = status;
    settle(LOST_EVENT);
  }

  /** The call is over; why, is still to come, or is lost. */
  void failSoon(CallFailure why) {
    scope.after(
        LOST_EVENT,
        () -> {
          if (!isFailure()) {
            answered.tryFail(why);
          }
        });
  }

  private void settle(Duration grace) {
    if (failed && finalNotification != null) {
      conclude();
    } else {
      scope.after(grace, this::conclude);
    }
  }

  private void conclude() {
    SipStatus status = finalNotification != null ? finalNotification : failedWith;
    Cause cause =
        status == null ? new Cause(Cause.Source.SIP, null, "Transfer failed") : Cause.sip(status);
    answered.tryFail(new CallFailure(cause));
  }
}
