package io.callapi.call;

import io.callapi.command.CommandScope;
import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallEvent.CallLost;
import io.callapi.proxy.CallEvent.CallStateChange;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Cause;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/**
 * Follows the state of one dialog by its events. Events may be lost, so while somebody waits the
 * proxy is asked as well, ever more rarely.
 */
final class DialogWatch {

  private static final Duration RAREST = Duration.ofSeconds(10);

  private final CommandScope scope;
  private final CallId callId;
  private final Promise<Void> confirmed = Promise.promise();
  private final Promise<Void> ended = Promise.promise();
  private CallFailure why = new CallFailure(Cause.sip(481, "The call has ended"));
  private boolean exists;
  private boolean asking;

  private DialogWatch(CommandScope scope, CallId callId, boolean exists) {
    this.scope = scope;
    this.callId = callId;
    this.exists = exists;
    scope.listen(callId, this::on);
  }

  /** Follows a dialog that there is: if the proxy does not know it, it is over. */
  static DialogWatch existing(CommandScope scope, CallId callId) {
    return new DialogWatch(scope, callId, true);
  }

  /** Follows a dialog that is about to be made. */
  static DialogWatch expected(CommandScope scope, CallId callId) {
    return new DialogWatch(scope, callId, false);
  }

  /** Answered and acknowledged; fails with {@link #why} if the dialog has ended instead. */
  Future<Void> confirmed() {
    ask();
    return confirmed.future();
  }

  /** Over. */
  Future<Void> ended() {
    ask();
    return ended.future();
  }

  /** As {@link #ended}, but only by what the proxy reports by itself. */
  Future<Void> endedByItself() {
    return ended.future();
  }

  boolean isOver() {
    return ended.future().isComplete();
  }

  /** What a command fails with when this call ends under it (RFC 3261, section 12.2.1.2). */
  CallFailure why() {
    return why;
  }

  /** The proxy says that it does not know the call: it is over. */
  CallFailure gone() {
    reached(CallState.ENDED);
    return why;
  }

  private void on(CallEvent event) {
    if (event instanceof CallStateChange change) {
      reached(change.state());
    } else if (event instanceof CallLost && exists) {
      why = new CallFailure(Cause.proxy("The proxy has lost the call"));
      reached(CallState.ENDED);
    }
  }

  private void reached(CallState state) {
    exists = true;
    if (state == CallState.ENDED) {
      ended.tryComplete();
      confirmed.tryFail(why);
    } else if (state == CallState.CONFIRMED) {
      confirmed.tryComplete();
    }
  }

  private void ask() {
    if (!asking) {
      asking = true;
      askAfter(scope.deadlines().lookUp());
    }
  }

  private void askAfter(Duration wait) {
    scope.after(
        wait,
        () -> {
          if (!isOver()) {
            lookUp().onComplete(asked -> askAfter(longer(wait)));
          }
        });
  }

  private static Duration longer(Duration wait) {
    Duration twice = wait.multipliedBy(2);
    return twice.compareTo(RAREST) > 0 ? RAREST : twice;
  }

  private Future<Void> lookUp() {
    return scope
        .proxy()
        .lookUp(callId)
        .onSuccess(call -> reached(call.state()))
        .onFailure(this::endedIfUnknown)
        .mapEmpty();
  }

  private void endedIfUnknown(Throwable failure) {
    if (exists && failure instanceof CallFailure refusal && refusal.isCallUnknown()) {
      reached(CallState.ENDED);
    }
  }
}
