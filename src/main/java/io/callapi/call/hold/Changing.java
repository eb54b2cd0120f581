package io.callapi.call.hold;

import io.callapi.calls.CallNews.HoldNews;
import io.callapi.command.Deadline;
import io.callapi.command.Step;
import io.callapi.proxy.CallEvent.HoldStage;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.Cause;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.Refused;
import io.callapi.sip.Leg;

/**
 * Both phones are asked (re-INVITE); their answers are awaited.
 *
 * @param asked how often the proxy was asked in this try: once more where a leg shows nothing, for
 *     then either there is nothing to change about it, or what was reported of it is lost
 */
record Changing(HoldPlan plan, Legs legs, int tries, int asked) implements HoldPhase {

  static final Cause NO_ANSWER = Cause.timeout("No answer of both phones in time");

  /** A phone that has sent a request of its own refuses once (RFC 3261, section 14.1). */
  private static final int MOST_TRIES = 2;

  /** So often it is tried where what a phone has answered is not heard. */
  private static final int MOST_TRIES_UNHEARD = 3;

  static Step begin(HoldPlan plan, Legs legs, int tries) {
    Legs.Telling told = legs.tell(plan);
    Step step = told.step().goOn(Step.to(new Changing(plan, told.legs(), tries, 1)));
    return (tries == 1 ? step.await(Deadline.HOLD) : step)
        .await(Deadline.SIGN)
        .await(Deadline.OUTCOME);
  }

  @Override
  public Step onHold(HoldNews news) {
    return news.action() == plan.action() ? heard(news.leg(), news.stage()) : Step.to(this);
  }

  private Step heard(Leg leg, HoldStage stage) {
    return tell(legs.heard(leg, stage));
  }

  private Step tell(Legs heard) {
    Legs.Telling told = heard.tell(plan);
    return told.step().goOn(new Changing(plan, told.legs(), tries, asked).settled());
  }

  private Step settled() {
    if (!legs.isSettled()) {
      return Step.to(this);
    }
    return legs.refused().isEmpty() ? Step.end() : refused();
  }

  private Step refused() {
    return tries < MOST_TRIES
        ? Step.to(new Pausing(plan, legs, tries)).stop(Deadline.OUTCOME).await(Deadline.GLARE)
        : Reverting.thenFail(plan, legs, refusal());
  }

  private Cause refusal() {
    String reason = "The phone of the " + legs.refused().get(0).wireName() + " has refused";
    return new Cause(Cause.Source.SIP, null, reason); // the proxy does not say with which status
  }

  @Override
  public Step onDue(Deadline deadline) {
    return switch (deadline) {
      case SIGN -> noSign();
      case OUTCOME -> noOutcome();
      case HOLD -> Reverting.thenFail(plan, legs, NO_ANSWER);
      default -> Step.to(this);
    };
  }

  private Step noSign() {
    if (legs.unheard().isEmpty()) {
      return Step.to(this);
    }
    return asked == 1
        ? Step.to(new Changing(plan, legs, tries, 2)).ask(plan.request())
        : withoutUnheard();
  }

  /** There was nothing to change about a leg that shows nothing, unless it has shown something. */
  private Step withoutUnheard() {
    return legs.unheard().stream().anyMatch(legs.toldStart()::contains)
        ? Reverting.thenFail(plan, legs, NO_ANSWER)
        : tell(legs.withoutUnheard());
  }

  @Override
  public Step onDone(ProxyRequest<?> request) {
    return isSecond(request) ? Step.to(this).await(Deadline.SIGN) : Step.to(this);
  }

  @Override
  public Step onFailed(ProxyRequest<?> request, Refused failure) {
    if (!isSecond(request)) {
      return Step.to(this); // the phones were seen to be asked
    }
    return failure.reason() == Reason.NOTHING_TO_CHANGE
        ? alreadyAsked()
        : Step.to(this).await(Deadline.SIGN);
  }

  /**
   * Either the leg was so before, or its phone was asked and nothing of that was heard, not even
   * whether it has refused. What is heard when both are put back and asked anew tells.
   */
  private Step alreadyAsked() {
    return tries < MOST_TRIES ? Reverting.thenAgain(plan, legs, tries) : withoutUnheard();
  }

  private boolean isSecond(ProxyRequest<?> request) {
    return asked > 1 && request.equals(plan.request());
  }

  /** What a phone has answered was not heard, so it is asked anew, after it was put back. */
  private Step noOutcome() {
    return tries < MOST_TRIES_UNHEARD ? Reverting.thenAgain(plan, legs, tries) : Step.to(this);
  }

  @Override
  public Step onCancelled(Cause cause) {
    return Reverting.thenFail(plan, legs, cause);
  }
}
