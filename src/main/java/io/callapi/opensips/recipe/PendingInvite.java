package io.callapi.opensips.recipe;

import io.callapi.opensips.recipe.PendingInvites.Inquiries;
import io.callapi.proxy.CallEvent.DialogChanged;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Cause;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogId;
import io.callapi.sip.CallId;
import io.callapi.sip.SipStatus;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One INVITE that waits for its final answer.
 *
 * <p>It is sent again where no dialog shows that the proxy has it: first after a time in which even
 * a slow route of the proxy comes to {@code create_dialog()}. A phone that gets it twice answers
 * the second copy 482 (RFC 3261, section 8.2.2.2), which says nothing about the first.
 */
final class PendingInvite {

  private static final Logger LOG = LoggerFactory.getLogger(PendingInvite.class);
  private static final Duration FIRST_CHECK = Duration.ofMillis(2500);
  private static final Duration LAST_CHECK = Duration.ofSeconds(10);
  private static final Duration FIRST_PURSUIT = Duration.ofMillis(500);
  private static final Duration RAREST_PURSUIT = Duration.ofSeconds(15);
  private static final int LOOP_DETECTED = 482;
  private static final SipStatus OK = new SipStatus(200, "OK");
  private static final SipStatus WITHDRAWN = new SipStatus(487, "Request Terminated");

  private final CallId callId;
  private final Supplier<Future<SipStatus>> invite;
  private final Timers timers;
  private final Inquiries inquiries;
  private final Promise<SipStatus> answer = Promise.promise();
  private int unanswered;
  private boolean withdrawn;
  private boolean over;
  private boolean dialogSeen;
  private Duration timeout = Duration.ZERO;
  private Runnable leave = () -> {};

  /** The dialog of the first copy, where the proxy's only answer was the 482 to the second one. */
  private @Nullable DialogId survivor;

  PendingInvite(
      CallId callId, Supplier<Future<SipStatus>> invite, Timers timers, Inquiries inquiries) {
    this.callId = callId;
    this.invite = invite;
    this.timers = timers;
    this.inquiries = inquiries;
  }

  /**
   * Sends it.
   *
   * @param most how long its answer may take
   * @param onEnd called when nothing is left to be done about it
   */
  Future<SipStatus> start(Duration most, Runnable onEnd) {
    timeout = most;
    leave = onEnd;
    send();
    if (!inquiries.reliable().getAsBoolean()) {
      checkAfter(FIRST_CHECK);
    }
    return answer.future();
  }

  private void send() {
    unanswered++;
    invite.get().onComplete(this::onAnswer);
  }

  private void onAnswer(AsyncResult<SipStatus> result) {
    unanswered--;
    if (result.succeeded() && result.result().code() == LOOP_DETECTED && isAwaited()) {
      onLoopDetected(result.result());
    } else if (result.succeeded()) {
      answer.tryComplete(result.result());
    } else {
      answer.tryFail(result.cause());
    }
    if (withdrawn) {
      endIfThere(); // the phone may have been quicker
    }
    leaveIfAnswered();
  }

  /** A datagram may have been doubled, too: then this is the only answer, and a dialog is up. */
  private void onLoopDetected(SipStatus status) {
    if (unanswered == 0) {
      inquiries
          .lookUp()
          .apply(callId)
          .onSuccess(dialogs -> onSurvivors(dialogs, status))
          .onFailure(failure -> conclude(status));
    }
  }

  private void onSurvivors(List<Dialog> dialogs, SipStatus status) {
    if (dialogs.isEmpty()) {
      conclude(status);
    } else if (dialogs.get(0).state().isAtLeast(CallState.ANSWERED)) {
      conclude(OK);
    } else {
      survivor = dialogs.get(0).id();
      timers.after(timeout, this::expire);
    }
  }

  private void conclude(SipStatus status) {
    answer.tryComplete(status);
    leaveIfAnswered();
  }

  private void leaveIfAnswered() {
    if (unanswered == 0 && answer.future().isComplete()) {
      end();
    }
  }

  /** What a dialog of its Call-ID does. */
  void onDialog(DialogChanged change) {
    dialogSeen = true;
    if (!change.id().equals(survivor)) {
      return;
    }
    if (change.state() == CallState.ENDED) {
      conclude(new SipStatus(LOOP_DETECTED, "Loop Detected"));
    } else if (change.state().isAtLeast(CallState.ANSWERED)) {
      conclude(OK);
    }
  }

  /** No answer yet: either the phone rings, or the request was lost and there is no dialog. */
  private void checkAfter(Duration wait) {
    if (wait.compareTo(LAST_CHECK) <= 0) {
      timers.after(wait, () -> check(wait));
    }
  }

  private void check(Duration waited) {
    if (isAwaited() && !dialogSeen) {
      inquiries.exists().apply(callId).onComplete(exists -> sendIfLost(exists, waited));
    }
  }

  private void sendIfLost(AsyncResult<Boolean> exists, Duration waited) {
    dialogSeen |= exists.succeeded() && exists.result();
    if (!isAwaited() || dialogSeen) {
      return;
    }
    if (exists.succeeded()) {
      send();
    }
    checkAfter(waited.multipliedBy(2));
  }

  private boolean isAwaited() {
    return !answer.future().isComplete() && !over;
  }

  /** See {@link PendingInvites#withdraw}. */
  void withdraw() {
    if (!withdrawn) {
      withdrawn = true;
      answer.tryFail(new CallFailure(Reason.REFUSED, Cause.sip(WITHDRAWN)));
      pursueAfter(FIRST_PURSUIT);
    }
  }

  private void pursueAfter(Duration wait) {
    timers.after(wait, () -> pursue(wait));
  }

  private void pursue(Duration waited) {
    if (!over) {
      endIfThere();
      Duration longer = waited.multipliedBy(2);
      pursueAfter(longer.compareTo(RAREST_PURSUIT) > 0 ? RAREST_PURSUIT : longer);
    }
  }

  private void endIfThere() {
    inquiries
        .end()
        .apply(callId)
        .onSuccess(ended -> end())
        .onFailure(e -> LOG.debug("{}, which was withdrawn: {}", callId, e.getMessage()));
  }

  private void expire() {
    answer.tryFail(
        new CallFailure(Reason.NO_REPLY, Cause.timeout("No answer to the INVITE in time")));
    end();
  }

  /** Nothing is done about it any more. */
  void end() {
    over = true;
    leave.run();
  }
}
