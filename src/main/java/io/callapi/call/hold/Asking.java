package io.callapi.call.hold;

import io.callapi.calls.CallNews.HoldNews;
import io.callapi.command.Deadline;
import io.callapi.command.Input;
import io.callapi.command.Step;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.Cause;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Refused;

/**
 * The proxy is asked to have both phones held or resumed.
 *
 * @param tries how often it was tried, this time included
 */
record Asking(HoldPlan plan, Legs legs, int tries) implements HoldPhase {

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
    boolean again = failure.reason() == Reason.NOTHING_TO_CHANGE && tries > 1;
    return again ? begun() : Step.fail(failure.cause());
  }

  /** A wait of a try before. */
  @Override
  public Step onDue(Deadline deadline) {
    return deadline == Deadline.HOLD
        ? Reverting.thenFail(plan, legs, Changing.NO_ANSWER)
        : Step.to(this);
  }

  @Override
  public Step onCancelled(Cause cause) {
    return Reverting.thenFail(plan, legs, cause);
  }
}
