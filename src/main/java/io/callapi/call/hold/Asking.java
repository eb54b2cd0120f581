package io.callapi.call.hold;

import io.callapi.calls.CallNews.HoldNews;
import io.callapi.command.Deadline;
import io.callapi.command.Input;
import io.callapi.command.Step;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.Cause;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Refused;
import org.jspecify.annotations.Nullable;

/**
 * The proxy is asked to have both phones held or resumed.
 *
 * @param tries how often it was tried, this time included
 * @param denied what the proxy said when it had nothing to change; null if it has not. The request
 *     may have come twice, and this be the answer to the second copy
 */
record Asking(HoldPlan plan, Legs legs, int tries, @Nullable Cause denied) implements HoldPhase {

  @Override
  public Step onDone(ProxyRequest<?> request) {
    return request.equals(plan.request()) ? begun() : Step.to(this);
  }

  private Step begun() {
    return Changing.begin(plan, legs, tries);
  }

  /** The proxy reports before it answers: it has begun. */
  @Override
  public Step onHold(HoldNews news) {
    return news.action() == plan.action() ? begun().then(new Input.Heard(news)) : Step.to(this);
  }

  @Override
  public Step onFailed(ProxyRequest<?> request, Refused failure) {
    if (!request.equals(plan.request())) {
      return Step.to(this);
    }
    if (failure.reason() == Reason.NO_REPLY) {
      return Reverting.thenFail(plan, legs, failure.cause()); // the phones may have been asked
    }
    if (failure.reason() != Reason.NOTHING_TO_CHANGE) {
      return Step.fail(failure.cause());
    }
    return tries > 1
        ? begun()
        : Step.to(new Asking(plan, legs, tries, failure.cause())).await(Deadline.SIGN);
  }

  @Override
  public Step onDue(Deadline deadline) {
    if (deadline == Deadline.SIGN && denied != null) {
      return Step.fail(denied); // no phone was seen to be asked
    }
    return deadline == Deadline.HOLD
        ? Reverting.thenFail(plan, legs, Changing.NO_ANSWER)
        : Step.to(this); // a wait of a try before
  }

  @Override
  public Step onCancelled(Cause cause) {
    return Reverting.thenFail(plan, legs, cause);
  }
}
