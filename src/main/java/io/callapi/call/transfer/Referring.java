package io.callapi.call.transfer;

import io.callapi.calls.CallNews.NewCallNews;
import io.callapi.calls.CallNews.StateNews;
import io.callapi.calls.CallNews.TransferNews;
import io.callapi.command.CallCauses;
import io.callapi.command.Deadline;
import io.callapi.command.Input;
import io.callapi.command.Phase;
import io.callapi.command.Step;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.Cause;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Refused;
import io.callapi.sip.CallId;
import io.callapi.sip.SipStatus;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A phone is asked to place a call (REFER); its answer is awaited, or its call, which says the
 * same.
 *
 * <p>A phone may ask its user, so a late answer is no reason to ask again. Only when the proxy
 * itself says nothing is the REFER sent once more, after a look whether the first one had an
 * effect.
 *
 * @param asked how often the phone was asked
 * @param oldCallOver whether the call in which it was asked has ended
 * @param silence what the proxy's silence is told as; null if it has not been silent
 * @param named a failure that was reported without a new call, as in {@link AwaitingCall}
 */
public record Referring(
    TransferPlan plan,
    int asked,
    boolean oldCallOver,
    @Nullable Cause silence,
    @Nullable SipStatus named)
    implements Phase {

  private static final int MOST = 3;
  private static final int REQUEST_TIMEOUT = 408; // RFC 3261, section 21.4.9
  private static final int REQUEST_PENDING = 491; // RFC 3261, section 21.4.27

  /** Asks the phone. */
  public static Step begin(TransferPlan plan) {
    return Step.to(new Referring(plan, 1, false, null, null))
        .follow(plan.oldCall())
        .expect(plan.expectation())
        .ask(plan.refer());
  }

  @Override
  public Step onDone(ProxyRequest<?> request) {
    return request.equals(plan.refer()) ? agreed() : Step.to(this);
  }

  /** An event may overtake the answer to what was asked before, which says nothing here. */
  @Override
  public Step onFailed(ProxyRequest<?> request, Refused failure) {
    return request.equals(plan.refer()) ? refused(failure) : Step.to(this);
  }

  private Step refused(Refused failure) {
    if (failure.reason() == Reason.NO_REPLY) {
      return Step.to(new Referring(plan, asked, oldCallOver, failure.cause(), named))
          .search(plan.expectation());
    }
    if (failure.reason() == Reason.REQUEST_PENDING && asked > 1) {
      return agreed(); // said of the repeat: the first REFER has arrived
    }
    if (isStatus(failure, REQUEST_TIMEOUT) && asked <= MOST) {
      return giveTime(failure.cause());
    }
    return isStatus(failure, REQUEST_PENDING) && mayAskAgain()
        ? Step.to(this).await(Deadline.GLARE)
        : plan.failed(failure.cause(), Set.of());
  }

  private static boolean isStatus(Refused failure, int status) {
    Integer code = failure.cause().code();
    return failure.reason() == Reason.REFUSED && code != null && code == status;
  }

  /** The proxy waits no longer; the phone, which asks its user, may obey all the same. */
  private Step giveTime(Cause unanswered) {
    return Step.to(new Referring(plan, MOST + 1, oldCallOver, unanswered, named))
        .await(Deadline.LATE_ANSWER);
  }

  private boolean mayAskAgain() {
    return asked < MOST && !oldCallOver;
  }

  private Step agreed() {
    return AwaitingCall.begin(plan, oldCallOver, named);
  }

  @Override
  public Step onSearched(List<Dialog> dialogs) {
    if (!dialogs.isEmpty()) {
      return agreed().then(new Input.Searched(dialogs));
    }
    if (oldCallOver) {
      return plan.failed(CallCauses.CALL_OVER, Set.of());
    }
    if (mayAskAgain()) {
      return askAgain();
    }
    Cause cause = silence == null ? TransferCauses.NO_NEW_CALL : silence;
    return plan.failed(cause, Set.of());
  }

  private Step askAgain() {
    return Step.to(new Referring(plan, asked + 1, oldCallOver, silence, named)).ask(plan.refer());
  }

  /** Whoever places the call has agreed to, whether the answer has come or not. */
  @Override
  public Step onTransfer(TransferNews news) {
    if (news.isNew() && news.newCallId() != null) {
      return agreed().then(new Input.Heard(news));
    }
    SipStatus status = news.status();
    return status != null && status.isFailure()
        ? Step.to(new Referring(plan, asked, oldCallOver, silence, status))
        : Step.to(this); // of an earlier transfer
  }

  @Override
  public Step onNewCall(Dialog dialog) {
    return agreed().then(new Input.Heard(new NewCallNews(plan.oldCall(), dialog)));
  }

  @Override
  public Step onState(StateNews news) {
    boolean over = news.isCallOver() && plan.isEndedBy(news.callId());
    return over && !oldCallOver
        ? Step.to(new Referring(plan, asked, true, silence, named)).await(Deadline.OLD_CALL_OVER)
        : Step.to(this);
  }

  @Override
  public Step onDue(Deadline deadline) {
    return switch (deadline) {
      case GLARE -> mayAskAgain() ? askAgain() : Step.to(this);
      case OLD_CALL_OVER, LATE_ANSWER -> Step.to(this).search(plan.expectation());
      default -> Phase.super.onDue(deadline);
    };
  }

  @Override
  public Step onLost(CallId call) {
    return plan.failed(CallCauses.LOST, Set.of());
  }

  @Override
  public Step onCancelled(Cause cause) {
    return CalledOff.begin(plan, cause);
  }
}
