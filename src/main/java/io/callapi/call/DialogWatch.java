package io.callapi.call;

import io.callapi.command.CommandScope;
import io.callapi.proxy.CallEvent.CallStateChange;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.CallState;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * Follows the state of one dialog by its events, which may be lost: whoever waits longer than usual
 * has the proxy asked.
 */
final class DialogWatch {

  private final CommandScope scope;
  private final CallId callId;
  private final Promise<Void> confirmed = Promise.promise();
  private final Promise<Void> ended = Promise.promise();

  DialogWatch(CommandScope scope, CallId callId) {
    this.scope = scope;
    this.callId = callId;
    scope.listen(
        callId,
        event -> {
          if (event instanceof CallStateChange change) {
            reached(change.state());
          }
        });
  }

  /** Answered and acknowledged; fails if the dialog has ended instead. */
  Future<Void> confirmed() {
    askWhileOpen(confirmed);
    return confirmed.future();
  }

  /** Over. */
  Future<Void> ended() {
    askWhileOpen(ended);
    return ended.future();
  }

  /** As {@link #ended}, but only by what the proxy reports by itself. */
  Future<Void> endedByItself() {
    return ended.future();
  }

  /** As {@link #confirmed}, but only by what the proxy reports by itself. */
  Future<Void> confirmedByItself() {
    return confirmed.future();
  }

  boolean isOver() {
    return ended.future().isComplete();
  }

  private void reached(CallState state) {
    if (state == CallState.ENDED) {
      ended.tryComplete();
      confirmed.tryFail(Endings.callEnded());
    } else if (state == CallState.CONFIRMED) {
      confirmed.tryComplete();
    }
  }

  private void askWhileOpen(Promise<Void> awaited) {
    scope.after(
        scope.deadlines().lookUp(),
        () -> {
          if (!awaited.future().isComplete()) {
            ask().onComplete(asked -> askWhileOpen(awaited));
          }
        });
  }

  private Future<Void> ask() {
    return scope
        .proxy()
        .lookUp(callId)
        .onSuccess(call -> reached(call.state()))
        .onFailure(this::reachedIfUnknown)
        .mapEmpty();
  }

  private void reachedIfUnknown(Throwable failure) {
    if (failure instanceof CallFailure refusal && refusal.isCallUnknown()) {
      reached(CallState.ENDED);
    }
  }
}
