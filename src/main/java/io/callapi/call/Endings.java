package io.callapi.call;

import io.callapi.command.CommandScope;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.Cause;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** The ways in which calls end. */
final class Endings {

  private static final int ROUNDS = 3;

  private Endings() {}

  /** Ends a call and waits until the proxy says that it is gone; fails with 404 if it never was. */
  static Future<Void> end(CommandScope scope, CallId callId, DialogWatch dialog) {
    Promise<Void> gone = Promise.promise();
    dialog.endedByItself().onSuccess(gone::tryComplete);
    scope
        .proxy()
        .end(callId)
        .recover(Endings::unlessRefused)
        .compose(asked -> dialog.ended())
        .onSuccess(gone::tryComplete)
        .onFailure(gone::tryFail);
    return scope.within(scope.deadlines().end(), "end of the call", gone.future());
  }

  /** Ends a call that may be over already: that is success too. */
  static Future<Void> endIfUp(CommandScope scope, CallId callId, DialogWatch dialog) {
    if (dialog.isOver()) {
      return Future.succeededFuture();
    }
    return scope.takeBack(
        "end " + callId, end(scope, callId, dialog).recover(Endings::unlessUnknown));
  }

  /** As {@link #endIfUp(CommandScope, CallId, DialogWatch)}, for a call nobody watches yet. */
  static Future<Void> endIfUp(CommandScope scope, CallId callId) {
    return endIfUp(scope, callId, DialogWatch.existing(scope, callId));
  }

  /**
   * Ends a call that this command has made, and every other with the same Call-ID: a request to
   * make it may have reached the proxy twice.
   */
  static Future<Void> endAll(CommandScope scope, CallId callId, DialogWatch dialog) {
    return endAll(scope, callId, dialog, ROUNDS);
  }

  private static Future<Void> endAll(
      CommandScope scope, CallId callId, DialogWatch dialog, int rounds) {
    return endIfUp(scope, callId, dialog)
        .compose(ended -> scope.proxy().lookUp(callId))
        .compose(
            another ->
                rounds > 1
                    ? endAll(scope, callId, DialogWatch.existing(scope, callId), rounds - 1)
                    : Future.succeededFuture(),
            gone -> Future.succeededFuture());
  }

  /** Ends a call that has come up after the command that is to blame for it has ended. */
  static Future<Void> endLate(CommandScope scope, CallId callId) {
    return scope.takeBack(
        "end " + callId, scope.proxy().end(callId).recover(Endings::unlessUnknown));
  }

  /** A lost answer is not a refusal: what became of the call is looked up. */
  private static Future<Void> unlessRefused(Throwable failure) {
    return CallFailure.causeOf(failure).source() == Cause.Source.TIMEOUT
        ? Future.succeededFuture()
        : Future.failedFuture(failure);
  }

  private static Future<Void> unlessUnknown(Throwable failure) {
    return failure instanceof CallFailure refusal && refusal.isCallUnknown()
        ? Future.succeededFuture()
        : Future.failedFuture(failure);
  }
}
