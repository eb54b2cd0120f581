package io.callapi.call.hold;

import io.callapi.calls.CallNews.HoldNews;
import io.callapi.command.Deadline;
import io.callapi.command.Step;
import io.callapi.proxy.CallEvent.HoldStage;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.Cause;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Both legs are put back to what they were: before it is tried again, or for good. A proxy that
 * keeps in mind which legs it has asked would not ask them again otherwise.
 *
 * @param back how far the legs are on the way back
 * @param failure what the command fails with after that; null to try again
 */
record Reverting(HoldPlan plan, Legs legs, int tries, Legs back, @Nullable Cause failure)
    implements HoldPhase {

  /** Puts them back, and tries again. */
  static Step thenAgain(HoldPlan plan, Legs legs, int tries) {
    return begin(new Reverting(plan, legs, tries, Legs.NONE, null));
  }

  /** Puts them back, and fails. */
  static Step thenFail(HoldPlan plan, Legs legs, Cause failure) {
    return begin(new Reverting(plan, legs, 0, Legs.NONE, failure)).stop(Deadline.HOLD);
  }

  private static Step begin(Reverting phase) {
    return Step.to(phase)
        .stop(Deadline.SIGN)
        .stop(Deadline.GLARE)
        .ask(phase.plan.opposite())
        .await(Deadline.OUTCOME);
  }

  @Override
  public Step onDone(ProxyRequest<?> request) {
    return request.equals(plan.opposite()) ? Step.to(this).await(Deadline.SIGN) : Step.to(this);
  }

  /** Without a reply, the connector sees to it that a call is resumed after all. */
  @Override
  public Step onFailed(ProxyRequest<?> request, Refused failure) {
    boolean waits = failure.reason() == Reason.NO_REPLY && failure() == null;
    return request.equals(plan.opposite()) && !waits ? goOn() : Step.to(this);
  }

  @Override
  public Step onHold(HoldNews news) {
    if (news.action() == plan.action()) {
      return back.hasAgreed(news.leg()) && news.stage() == HoldStage.START
          ? begin(new Reverting(plan, legs, tries, Legs.NONE, failure)) // by a late copy
          : Step.to(this);
    }
    return goOnIfSettled(back.heard(news.leg(), news.stage()));
  }

  private Step goOnIfSettled(Legs heard) {
    Reverting next = new Reverting(plan, legs, tries, heard, failure);
    return heard.isSettled() ? next.goOn() : Step.to(next);
  }

  @Override
  public Step onDue(Deadline deadline) {
    return switch (deadline) {
      // From 4.0 on a leg whose phone has refused is not marked, so it has nothing to change back.
      case SIGN -> goOnIfSettled(back.withoutUnheard());
      case OUTCOME -> goOn();
      case HOLD -> thenFail(plan, legs, Changing.NO_ANSWER);
      default -> Step.to(this);
    };
  }

  private Step goOn() {
    return failure != null
        ? Step.fail(failure)
        : Step.to(new Asking(plan, legs.again(), tries + 1, null))
            .stop(Deadline.SIGN)
            .stop(Deadline.OUTCOME)
            .ask(plan.request());
  }

  @Override
  public Step onCancelled(Cause cause) {
    return failure != null
        ? Step.to(this)
        : Step.to(new Reverting(plan, legs, tries, back, cause)).stop(Deadline.HOLD);
  }
}
