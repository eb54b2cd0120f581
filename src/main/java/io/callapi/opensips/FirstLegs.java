package io.callapi.opensips;

import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.mi.MiTransport;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.Cause;
import io.callapi.sip.CallId;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first legs that are being placed. An invitation that is lost is sent again; one that is no
 * longer wanted is withdrawn, and pursued until it cannot ring a phone any more.
 */
final class FirstLegs {

  private static final Logger LOG = LoggerFactory.getLogger(FirstLegs.class);
  private static final Duration FIRST_CHECK = Duration.ofMillis(700);
  private static final Duration LAST_CHECK = Duration.ofSeconds(3);
  private static final Duration FIRST_PURSUIT = Duration.ofMillis(500);
  private static final Duration RAREST_PURSUIT = Duration.ofSeconds(15);
  private static final Cause WITHDRAWN = Cause.sip(487, "Request Terminated");

  private final Later later;
  private final MiTransport mi;
  private final Duration inviteTimeout;
  private final Function<CallId, Future<?>> lookUp;
  private final Function<CallId, Future<Void>> end;
  private final Map<CallId, Placing> placing = new HashMap<>();

  /**
   * @param lookUp fails with 404 if the proxy has no dialog with that Call-ID
   * @param end ends the dialog with that Call-ID
   */
  FirstLegs(
      Later later,
      MiTransport mi,
      Duration inviteTimeout,
      Function<CallId, Future<?>> lookUp,
      Function<CallId, Future<Void>> end) {
    this.later = later;
    this.mi = mi;
    this.inviteTimeout = inviteTimeout;
    this.lookUp = lookUp;
    this.end = end;
  }

  /** Sends an invitation; its final answer. */
  Future<MiResult> place(CallId callId, MiRequest invite) {
    Placing leg = new Placing(callId, invite);
    placing.put(callId, leg);
    leg.send();
    if (!mi.isReliable()) {
      leg.checkAfter(firstCheck());
    }
    return leg.answer.future();
  }

  /** Later where the proxy is late: a look-up would be answered no sooner than the invitation. */
  private Duration firstCheck() {
    Duration late = mi.patience().multipliedBy(2);
    if (late.compareTo(LAST_CHECK) > 0) {
      return LAST_CHECK;
    }
    return late.compareTo(FIRST_CHECK) > 0 ? late : FIRST_CHECK;
  }

  /**
   * The leg is not wanted any more. The proxy may have its invitation and no dialog yet, so it is
   * ended again and again until {@link #forget}, or until there is an answer.
   */
  void withdraw(CallId callId) {
    Placing leg = placing.get(callId);
    if (leg != null && !leg.withdrawn) {
      leg.withdrawn = true;
      leg.answer.tryFail(new CallFailure(WITHDRAWN));
      leg.pursueAfter(FIRST_PURSUIT);
    }
  }

  /** The dialog of the leg was there, and is ended. */
  void forget(CallId callId) {
    placing.remove(callId);
  }

  /** One leg. */
  private final class Placing {

    private final CallId callId;
    private final MiRequest invite;
    private final Promise<MiResult> answer = Promise.promise();
    private int unanswered;
    private boolean withdrawn;

    Placing(CallId callId, MiRequest invite) {
      this.callId = callId;
      this.invite = invite;
    }

    void send() {
      unanswered++;
      mi.call(invite, inviteTimeout).onComplete(this::onAnswer);
    }

    private void onAnswer(AsyncResult<MiResult> result) {
      unanswered--;
      if (result.succeeded()) {
        answer.tryComplete(result.result());
      } else {
        answer.tryFail(result.cause());
      }
      if (withdrawn) {
        endIfThere(); // the phone may have been quicker
      }
      if (unanswered == 0) {
        placing.remove(callId, this);
      }
    }

    private boolean isKnown() {
      return placing.get(callId) == this;
    }

    /** No answer yet: either the phone rings, or the request was lost and there is no dialog. */
    void checkAfter(Duration wait) {
      if (mi.isWaiting(callId.value())) {
        later.after(FIRST_CHECK, () -> checkAfter(wait)); // it has not been sent yet
      } else if (wait.compareTo(LAST_CHECK) <= 0) {
        later.after(wait, () -> check(wait));
      }
    }

    private void check(Duration waited) {
      if (isAwaited()) {
        lookUp.apply(callId).onFailure(failure -> sendIfLost(failure, waited));
      }
    }

    private void sendIfLost(Throwable lookUpFailure, Duration waited) {
      if (!isAwaited()) {
        return;
      }
      if (lookUpFailure instanceof CallFailure refusal && refusal.isCallUnknown()) {
        send();
      }
      checkAfter(waited.multipliedBy(2));
    }

    private boolean isAwaited() {
      return !answer.future().isComplete() && isKnown();
    }

    void pursueAfter(Duration wait) {
      later.after(
          wait,
          () -> {
            if (isKnown()) {
              endIfThere();
              Duration longer = wait.multipliedBy(2);
              pursueAfter(longer.compareTo(RAREST_PURSUIT) > 0 ? RAREST_PURSUIT : longer);
            }
          });
    }

    private void endIfThere() {
      end.apply(callId)
          .onSuccess(ended -> forget(callId))
          .onFailure(e -> LOG.debug("{}, which was withdrawn: {}", callId, e.getMessage()));
    }
  }
}
