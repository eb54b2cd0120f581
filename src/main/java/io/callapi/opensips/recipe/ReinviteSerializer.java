package io.callapi.opensips.recipe;

import io.callapi.proxy.CallEvent.HoldAction;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Keeps holding and resuming of one call apart (RFC 3261, section 14.1). The request for the one
 * must not be undone by a copy of the request for the other that the network delivers late.
 */
final class ReinviteSerializer {

  /** Longer than a network keeps back a datagram; nobody resumes a call sooner than that. */
  private static final Duration APART = Duration.ofMillis(400);

  private final Timers timers;
  private final Map<CallId, Turn> turns = new HashMap<>();

  /**
   * The last request about a call.
   *
   * @param begun completes when it is made
   * @param over completes when the other action may follow
   */
  private record Turn(HoldAction action, Future<Void> begun, Future<Void> over) {

    Future<Void> before(HoldAction next) {
      return next == action ? begun : over;
    }
  }

  ReinviteSerializer(Timers timers) {
    this.timers = timers;
  }

  /** Makes a request: at once, or when the last one for the other action is well over. */
  <T> Future<T> inTurn(CallId callId, HoldAction action, Supplier<Future<T>> request) {
    Turn last = turns.get(callId);
    Future<Void> begun = last == null ? Future.succeededFuture() : last.before(action);
    Future<T> answer = begun.compose(v -> request.get());
    Promise<Void> over = Promise.promise();
    Turn turn = new Turn(action, begun, over.future());
    turns.put(callId, turn);
    answer.onComplete(done -> timers.after(APART, () -> leave(callId, turn, over)));
    return answer;
  }

  private void leave(CallId callId, Turn turn, Promise<Void> over) {
    turns.remove(callId, turn);
    over.complete();
  }
}
