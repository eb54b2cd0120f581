package io.callapi.call.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.calls.CallNews.StateNews;
import io.callapi.calls.Expectation;
import io.callapi.command.Deadline;
import io.callapi.command.Step;
import io.callapi.command.Timeouts;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Cause;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogId;
import io.callapi.proxy.DialogLeg;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.ProxyRequest;
import io.callapi.sip.CallId;
import io.callapi.sip.SipStatus;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailingTest {

  private static final DialogRef OLD = new DialogRef(new CallId("a"), new DialogId("1.1"));
  private static final NewCall NEW = new NewCall(new CallId("n"), null, true);
  private static final SipStatus CHALLENGE = new SipStatus(407, "Proxy Authentication Required");
  private static final Cause CANCELLED = Cause.client("cancelled");
  private static final Cause TOLD = Cause.sip(CHALLENGE);

  /** A transfer that tells its failure, and nothing else. */
  private record Plan(Expectation expectation, boolean replacesACall) implements TransferPlan {

    @Override
    public @Nullable Timeouts timeouts() {
      return null;
    }

    @Override
    public ProxyRequest<?> refer() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Step tellAgreed(Step step) {
      return step;
    }

    @Override
    public Step tellPlaced(Step step, NewCall call) {
      return step;
    }

    @Override
    public Step tellPending(Step step, NewCall call, SipStatus status) {
      return step;
    }

    @Override
    public Step succeeded(NewCall call, Set<CallId> surplus) {
      return Step.end();
    }

    @Override
    public Step failed(Cause cause, Set<CallId> placed) {
      return Step.fail(cause);
    }
  }

  private final Expectation expectation =
      new Expectation(OLD, new DialogLeg("sip:bob@h", "", ""), "sip:carol@h", null, "m");
  private final Plan plan = new Plan(expectation, false);
  private final Plan replacing = new Plan(expectation, true);
  private final Ringing ringing =
      new Ringing(plan, PlacedCalls.of(NEW), Set.of(), NamedFailure.NONE.byProxy(CHALLENGE));
  private final Failing failing = new Failing(ringing);

  private static Dialog dialog(CallState state) {
    DialogLeg leg = new DialogLeg("sip:bob@h", "", "");
    return new Dialog(
        new DialogId("1.2"), NEW.callId(), state, leg, leg, List.of(), null, "m", false);
  }

  @Test
  void looksForASecondCallBeforeItTellsThatAChallengedOneHasFailed() {
    Step step = failing.onDue(Deadline.TRY_AGAIN);

    assertThat(step).isEqualTo(Step.to(failing).search(expectation));
  }

  @Test
  void callsAgainForNoLongerThanTheCallMayRing() {
    assertThat(failing.onDue(Deadline.RING))
        .isEqualTo(CalledOff.begin(plan, Timeouts.calleeRang(), PlacedCalls.of(NEW)));
  }

  @Test
  void looksForASecondCallBeforeItTellsThatAChallengedOneIsCancelled() {
    Step step = failing.onCancelled(CANCELLED);
    assertThat(step).isEqualTo(CalledOff.begin(plan, CANCELLED, PlacedCalls.of(NEW)));

    Step looked = step.next().onLooked(NEW.callId(), List.of());
    assertThat(looked).isEqualTo(Step.to(step.next()).await(Deadline.TRY_AGAIN));
    assertThat(looked.next().onState(news(CallState.RINGING))).isEqualTo(Step.fail(CANCELLED));
    assertThat(looked.next().onDue(Deadline.TRY_AGAIN)).isEqualTo(Step.fail(CANCELLED));
  }

  @Test
  void keepsACallThatHasReplacedAnotherOneBeforeItCouldBeCancelled() {
    CalledOff cancelled = new CalledOff(replacing, CANCELLED, PlacedCalls.of(NEW));

    assertThat(cancelled.onLooked(NEW.callId(), List.of(dialog(CallState.CONFIRMED))))
        .isEqualTo(Step.end());
    assertThat(cancelled.onState(news(CallState.ANSWERED))).isEqualTo(Step.end());
  }

  @Test
  void endsACallThatIsAnsweredWhileItIsCancelledIfItReplacesNone() {
    CalledOff cancelled = new CalledOff(plan, CANCELLED, PlacedCalls.of(NEW));

    assertThat(cancelled.onState(news(CallState.ANSWERED))).isEqualTo(Step.fail(CANCELLED));
  }

  private static StateNews news(CallState state) {
    return new StateNews(NEW.callId(), new DialogId("1.2"), state, false);
  }

  @Test
  void tellsWhyTheDestinationHasRefusedEvenIfTheTimeToRingIsOverMeanwhile() {
    Failing refused =
        new Failing(ringing.with(NamedFailure.NONE.byProxy(new SipStatus(486, "Busy Here"))));

    assertThat(refused.onDue(Deadline.RING)).isEqualTo(Step.to(refused));
  }

  @Test
  void tellsTheAnswerOfTheDestinationIfThereIsNoSecondCall() {
    assertThat(failing.onSearched(List.of())).isEqualTo(Step.fail(TOLD));
  }
}
