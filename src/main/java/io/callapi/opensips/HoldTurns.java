package io.callapi.opensips;

import io.callapi.sip.CallId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Keeps holding and resuming of one call apart. The request for the one must not be undone by a
 * copy of the request for the other that the network delivers late.
 */
final class HoldTurns {

  /** Longer than a network keeps back a datagram; nobody resumes a call sooner than that. */
  private static final Duration APART = Duration.ofMillis(400);

  private final Later later;
  private final Map<CallId, Turn> turns = new HashMap<>();

  /** What is done. */
  enum Kind {
    HOLD,
    RESUME
  }

  /**
   * The last request about a call.
   *
   * @param begun completes when it is made
   * @param over completes when the other kind may follow
   */
  private record Turn(Kind kind, Future<Void> begun, Future<Void> over) {

    Future<Void> before(Kind next) {
      return next == kind ? begun : over;
    }
  }

  HoldTurns(Later later) {
    this.later = later;
  }

  /** Makes a request: at once, or when the last one of the other kind is well over. */
  Future<Void> inTurn(CallId callId, Kind kind, Supplier<Future<Void>> request) {
    Turn last = turns.get(callId);
    Future<Void> begun = last == null ? Future.succeededFuture() : last.before(kind);
    Future<Void> answer = begun.compose(v -> request.get());
    Promise<Void> over = Promise.promise();
    Turn turn = new Turn(kind, begun, over.future());
    turns.put(callId, turn);
    answer.onComplete(
        done ->
            later.after(
                APART,
                () -> {
                  turns.remove(callId, turn);
                  over.complete();
                }));
    return answer;
  }
}
