package io.callapi.call;

import static io.callapi.call.Happenings.CALL;
import static io.callapi.call.Happenings.OTHER_CALL;
import static io.callapi.call.Happenings.ended;
import static io.callapi.call.Happenings.hold;
import static io.callapi.call.Happenings.lost;
import static io.callapi.call.Happenings.resume;
import static io.callapi.proxy.CallEvent.HoldStage.FAILED;
import static io.callapi.proxy.CallEvent.HoldStage.OK;
import static io.callapi.proxy.CallEvent.HoldStage.START;
import static io.callapi.sip.Leg.CALLEE;
import static io.callapi.sip.Leg.CALLER;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.proxy.CallEvent.CallHoldChange;
import io.callapi.proxy.CallEvent.HoldAction;
import io.callapi.proxy.Cause;
import io.callapi.proxy.ProxyRequest.Hold;
import io.callapi.proxy.ProxyRequest.Resume;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallHoldTest {

  private static final String START_CALLER = "CallHoldStart {\"leg\":\"caller\"}";
  private static final String START_CALLEE = "CallHoldStart {\"leg\":\"callee\"}";
  private static final String HELD_CALLER = "CallHoldSuccessful {\"leg\":\"caller\"}";
  private static final String HELD_CALLEE = "CallHoldSuccessful {\"leg\":\"callee\"}";
  private static final Cause BOTH_HELD = Cause.mi(480, "Both dialog legs are on hold");
  private static final Cause CALLEE_REFUSES =
      new Cause(Cause.Source.SIP, null, "The phone of the callee has refused");

  private final FakeScope scope =
      FakeScope.running(s -> new CallHold(new CallHold.Params(CALL), s));

  @Test
  void tellsAllStagesInOrder() {
    scope.proxy().accept(Hold.class);
    scope.raise(hold(CALLER, START), hold(CALLEE, START), hold(CALLER, OK), hold(CALLEE, OK));

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.reports())
        .containsExactly("CallHolding", START_CALLER, START_CALLEE, HELD_CALLER, HELD_CALLEE);
    assertThat(scope.proxy().requests()).containsExactly(new Hold(CALL));
  }

  @Test
  void tellsTheAcknowledgementFirstIfEventsComeBeforeTheReply() {
    scope.raise(hold(CALLER, START), hold(CALLEE, START), hold(CALLER, OK), hold(CALLEE, OK));
    assertThat(scope.reports()).isEmpty();
    scope.proxy().accept(Hold.class);

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.reports())
        .containsExactly("CallHolding", START_CALLER, START_CALLEE, HELD_CALLER, HELD_CALLEE);
  }

  @Test
  void startsEachLegBeforeItsSuccessWhateverComesFirst() {
    scope.proxy().accept(Hold.class);
    scope.raise(hold(CALLER, OK), hold(CALLEE, START), hold(CALLER, START), hold(CALLEE, OK));

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.reports())
        .containsExactly("CallHolding", START_CALLER, HELD_CALLER, START_CALLEE, HELD_CALLEE);
  }

  @Test
  void tellsEachStageOnce() {
    scope.proxy().accept(Hold.class);
    scope.raise(hold(CALLER, START), hold(CALLER, START), hold(CALLER, OK), hold(CALLER, OK));
    scope.raise(hold(CALLEE, START), hold(CALLEE, START), hold(CALLEE, OK));

    assertThat(scope.reports())
        .containsExactly("CallHolding", START_CALLER, HELD_CALLER, START_CALLEE, HELD_CALLEE);
  }

  @Test
  void leavesEventsOfOtherCallsAndOtherActionsAlone() {
    scope.proxy().accept(Hold.class);

    scope.raise(new CallHoldChange(OTHER_CALL, CALLER, HoldAction.HOLD, OK));
    scope.raise(new CallHoldChange(OTHER_CALL, CALLEE, HoldAction.HOLD, OK));
    scope.raise(resume(CALLER, START), resume(CALLER, OK), resume(CALLEE, OK));

    assertThat(scope.isRunning()).isTrue();
    assertThat(scope.reports()).containsExactly("CallHolding");
  }

  @Test
  void resumesTheOtherLegIfOneRefuses() {
    scope.proxy().accept(Hold.class);
    scope.raise(hold(CALLER, START), hold(CALLEE, START), hold(CALLER, OK), hold(CALLEE, FAILED));
    assertThat(scope.isRunning()).isTrue();

    scope.proxy().accept(Resume.class);
    scope.raise(resume(CALLER, START));
    assertThat(scope.isRunning()).isTrue();
    scope.raise(resume(CALLER, OK), resume(CALLEE, FAILED));

    assertThat(scope.failure()).isEqualTo(CALLEE_REFUSES);
    assertThat(scope.reports())
        .containsExactly("CallHolding", START_CALLER, START_CALLEE, HELD_CALLER);
    assertThat(scope.proxy().requests()).containsExactly(new Hold(CALL), new Resume(CALL));
  }

  @Test
  void resumesAnEarlierLegThatWasHeldBeforeTheOtherRefused() {
    scope.proxy().accept(Hold.class);
    scope.raise(hold(CALLEE, START), hold(CALLEE, FAILED), hold(CALLER, START));
    assertThat(scope.proxy().requests()).containsExactly(new Hold(CALL));

    scope.raise(hold(CALLER, OK));

    assertThat(scope.proxy().requests()).containsExactly(new Hold(CALL), new Resume(CALL));
  }

  @Test
  void failsIfBothLegsRefuseAndNothingIsHeld() {
    scope.proxy().accept(Hold.class);
    scope.raise(hold(CALLER, START), hold(CALLEE, START));
    scope.raise(hold(CALLER, FAILED), hold(CALLEE, FAILED));

    scope.proxy().refuse(Resume.class, Cause.mi(480, "No dialog legs on hold"));

    assertThat(scope.failure())
        .isEqualTo(new Cause(Cause.Source.SIP, null, "The phone of the caller has refused"));
    assertThat(scope.notTakenBack()).isEmpty();
    assertThat(scope.reports()).containsExactly("CallHolding", START_CALLER, START_CALLEE);
  }

  @Test
  void isContentWithOneLegIfTheProxyLeavesOutTheOther() {
    scope.proxy().accept(Hold.class);
    scope.raise(hold(CALLEE, START), hold(CALLEE, OK));
    scope.advance(Duration.ofSeconds(3));

    for (int question = 0; question < 3; question++) {
      assertThat(scope.isRunning()).isTrue();
      scope.proxy().accept(Hold.class);
      scope.advance(Duration.ofSeconds(1));
    }

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.reports()).containsExactly("CallHolding", START_CALLEE, HELD_CALLEE);
  }

  @Test
  void tellsOfALegWhoseEventsAreLostIfTheProxySaysThatBothAreHeld() {
    scope.proxy().accept(Hold.class);
    scope.raise(hold(CALLEE, START), hold(CALLEE, OK));

    scope.advance(Duration.ofSeconds(3));
    scope.proxy().refuse(Hold.class, BOTH_HELD);

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.reports())
        .containsExactly("CallHolding", START_CALLEE, HELD_CALLEE, START_CALLER, HELD_CALLER);
  }

  @Test
  void waitsForALegThatHasStarted() {
    scope.proxy().accept(Hold.class);
    scope.raise(hold(CALLER, START), hold(CALLEE, START), hold(CALLEE, OK));

    scope.advance(Duration.ofSeconds(10));

    assertThat(scope.isRunning()).isTrue();
  }

  @Test
  void failsWithTheTextOfTheProxy() {
    scope.proxy().refuse(Hold.class, BOTH_HELD);

    assertThat(scope.failure()).isEqualTo(BOTH_HELD);
    assertThat(scope.reports()).isEmpty();
    assertThat(scope.proxy().requests()).containsExactly(new Hold(CALL));
  }

  @Test
  void takesTheHoldBackIfAPhoneNeverAnswers() {
    scope.proxy().accept(Hold.class);
    scope.raise(hold(CALLER, START), hold(CALLEE, START), hold(CALLER, OK));

    scope.advance(Duration.ofSeconds(35));
    scope.proxy().accept(Hold.class);
    scope.proxy().accept(Resume.class);
    scope.raise(resume(CALLER, START), resume(CALLER, OK));
    assertThat(scope.isRunning()).isTrue();
    scope.advance(Duration.ofSeconds(3));

    assertThat(scope.failure()).isEqualTo(Cause.timeout("No answer of both phones in time"));
    assertThat(scope.reports())
        .containsExactly("CallHolding", START_CALLER, START_CALLEE, HELD_CALLER);
    assertThat(scope.proxy().requests())
        .containsExactly(new Hold(CALL), new Hold(CALL), new Resume(CALL));
  }

  @Test
  void takesTheHoldBackIfTheProxyCannotSayWhatThePhonesAnswered() {
    scope.proxy().accept(Hold.class);

    scope.advance(Duration.ofSeconds(35));
    scope.proxy().refuse(Hold.class, Cause.timeout("No reply from the proxy to call_hold"));
    scope.proxy().accept(Resume.class);

    assertThat(scope.failure()).isEqualTo(Cause.timeout("No answer of both phones in time"));
    assertThat(scope.reports()).containsExactly("CallHolding");
  }

  @Test
  void succeedsIfTheProxySaysThatBothLegsAreHeldAlthoughNoEventCame() {
    scope.proxy().accept(Hold.class);

    scope.advance(Duration.ofMillis(34_999));
    assertThat(scope.proxy().requests()).containsExactly(new Hold(CALL));
    scope.advance(Duration.ofMillis(1));
    scope.proxy().refuse(Hold.class, BOTH_HELD);

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.reports())
        .containsExactly("CallHolding", START_CALLER, HELD_CALLER, START_CALLEE, HELD_CALLEE);
    assertThat(scope.proxy().requests()).containsExactly(new Hold(CALL), new Hold(CALL));
  }

  @Test
  void tellsOnlyTheStagesOfWhichTheEventsWereLost() {
    scope.proxy().accept(Hold.class);
    scope.raise(hold(CALLER, START), hold(CALLEE, START), hold(CALLEE, OK));

    scope.advance(Duration.ofSeconds(35));
    scope.proxy().refuse(Hold.class, BOTH_HELD);

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.reports())
        .containsExactly("CallHolding", START_CALLER, START_CALLEE, HELD_CALLEE, HELD_CALLER);
  }

  @Test
  void failsIfTheCallIsGoneByTheTimeTheProxyIsAskedAgain() {
    scope.proxy().accept(Hold.class);
    scope.lose(ended(CALL));

    scope.advance(Duration.ofSeconds(35));
    scope.proxy().refuse(Hold.class, Cause.mi(404, "Dialog not found"));

    assertThat(scope.failure()).isEqualTo(Cause.sip(481, "The call has ended"));
    assertThat(scope.reports()).containsExactly("CallHolding");
    assertThat(scope.proxy().requests()).containsExactly(new Hold(CALL), new Hold(CALL));
  }

  @Test
  void goesOnIfTheReplyIsLostButTheEventsCome() {
    scope.raise(hold(CALLER, START), hold(CALLEE, START));

    scope.proxy().refuse(Hold.class, Cause.timeout("No reply from the proxy to call_hold"));
    scope.raise(hold(CALLER, OK), hold(CALLEE, OK));

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.reports())
        .containsExactly("CallHolding", START_CALLER, START_CALLEE, HELD_CALLER, HELD_CALLEE);
  }

  @Test
  void resumesTheCallIfTheReplyIsLostAndNoEventCame() {
    scope.proxy().refuse(Hold.class, Cause.timeout("No reply from the proxy to call_hold"));
    scope.proxy().refuse(Resume.class, Cause.mi(480, "No dialog legs on hold"));

    assertThat(scope.failure()).isEqualTo(Cause.timeout("No reply from the proxy to call_hold"));
    assertThat(scope.notTakenBack()).isEmpty();
  }

  @Test
  void goesOnIfACopyOfTheRequestIsRefusedBecauseTheFirstHasBegun() {
    scope.raise(hold(CALLER, START), hold(CALLEE, START));

    scope.proxy().refuse(Hold.class, BOTH_HELD);
    scope.raise(hold(CALLER, OK), hold(CALLEE, OK));

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.reports())
        .containsExactly("CallHolding", START_CALLER, START_CALLEE, HELD_CALLER, HELD_CALLEE);
    assertThat(scope.proxy().requests()).containsExactly(new Hold(CALL));
  }

  @Test
  void takesAnyOtherRefusalForOneWhateverElseHappensToTheCall() {
    scope.raise(hold(CALLER, START), hold(CALLEE, START));

    scope.proxy().refuse(Hold.class, Cause.mi(410, "Dialog not ready"));

    assertThat(scope.failure()).isEqualTo(Cause.mi(410, "Dialog not ready"));
    assertThat(scope.reports()).isEmpty();
    assertThat(scope.proxy().requests()).containsExactly(new Hold(CALL));
  }

  @Test
  void failsIfTheProxyLosesTheCall() {
    scope.proxy().accept(Hold.class);
    scope.raise(hold(CALLER, START), hold(CALLER, OK));

    scope.raise(lost(CALL));

    assertThat(scope.failure()).isEqualTo(Cause.proxy("The proxy has lost the call"));
    assertThat(scope.proxy().requests()).containsExactly(new Hold(CALL));
  }

  @Test
  void failsIfTheCallEndsInMidCommand() {
    scope.proxy().accept(Hold.class);
    scope.raise(hold(CALLER, START));

    scope.raise(ended(CALL));

    assertThat(scope.failure()).isEqualTo(Cause.sip(481, "The call has ended"));
    assertThat(scope.proxy().requests()).containsExactly(new Hold(CALL));
  }

  @Test
  void resumesTheCallIfItIsCancelled() {
    scope.proxy().accept(Hold.class);
    scope.raise(hold(CALLER, START), hold(CALLER, OK));

    scope.cancel();
    scope.proxy().accept(Resume.class);
    scope.raise(resume(CALLER, OK), resume(CALLEE, OK));

    assertThat(scope.failure()).isEqualTo(Cause.client("Cancelled"));
    assertThat(scope.proxy().requests()).containsExactly(new Hold(CALL), new Resume(CALL));
  }

  @Test
  void doesNothingMoreAfterItsEnd() {
    scope.proxy().accept(Hold.class);
    scope.raise(hold(CALLER, START), hold(CALLEE, START), hold(CALLER, OK), hold(CALLEE, OK));

    scope.raise(hold(CALLEE, FAILED), hold(CALLER, START), ended(CALL));
    scope.advance(Duration.ofMinutes(10));

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.proxy().requests()).containsExactly(new Hold(CALL));
  }
}
