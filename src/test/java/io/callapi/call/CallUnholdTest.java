package io.callapi.call;

import static io.callapi.call.Happenings.CALL;
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

import io.callapi.proxy.Cause;
import io.callapi.proxy.ProxyRequest.Resume;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallUnholdTest {

  private static final String START_CALLER = "CallUnholdStart {\"leg\":\"caller\"}";
  private static final String START_CALLEE = "CallUnholdStart {\"leg\":\"callee\"}";
  private static final String RESUMED_CALLER = "CallUnholdSuccessful {\"leg\":\"caller\"}";
  private static final String RESUMED_CALLEE = "CallUnholdSuccessful {\"leg\":\"callee\"}";

  private final FakeScope scope =
      FakeScope.running(s -> new CallUnhold(new CallUnhold.Params(CALL), s));

  @Test
  void tellsAllStagesInOrder() {
    scope.proxy().accept(Resume.class);
    scope.raise(resume(CALLEE, START), resume(CALLER, START));
    scope.raise(resume(CALLEE, OK), resume(CALLER, OK));

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.reports())
        .containsExactly(
            "CallUnholding", START_CALLEE, START_CALLER, RESUMED_CALLEE, RESUMED_CALLER);
    assertThat(scope.proxy().requests()).containsExactly(new Resume(CALL));
  }

  @Test
  void tellsTheAcknowledgementFirstIfEventsComeBeforeTheReply() {
    scope.raise(resume(CALLEE, START), resume(CALLER, START), resume(CALLEE, OK));
    scope.proxy().accept(Resume.class);
    scope.raise(resume(CALLER, OK));

    assertThat(scope.reports())
        .containsExactly(
            "CallUnholding", START_CALLEE, START_CALLER, RESUMED_CALLEE, RESUMED_CALLER);
  }

  @Test
  void tellsOfBothLegsOfACallOfWhichOneOnlyWasHeld() {
    scope.raise(resume(CALLER, START));
    scope.proxy().accept(Resume.class);
    scope.raise(resume(CALLER, OK));
    scope.advance(Duration.ofSeconds(3));
    assertThat(scope.isRunning()).isTrue();
    scope.proxy().refuse(Resume.class, Cause.mi(480, "No dialog legs on hold"));

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.reports())
        .containsExactly(
            "CallUnholding", START_CALLER, RESUMED_CALLER, START_CALLEE, RESUMED_CALLEE);
  }

  @Test
  void leavesHoldEventsAlone() {
    scope.proxy().accept(Resume.class);

    scope.raise(hold(CALLER, START), hold(CALLER, OK), hold(CALLEE, OK));

    assertThat(scope.isRunning()).isTrue();
    assertThat(scope.reports()).containsExactly("CallUnholding");
  }

  @Test
  void failsWithTheTextOfTheProxyIfNothingIsHeld() {
    scope.proxy().refuse(Resume.class, Cause.mi(480, "No dialog legs on hold"));

    assertThat(scope.failure()).isEqualTo(Cause.mi(480, "No dialog legs on hold"));
    assertThat(scope.reports()).isEmpty();
  }

  @Test
  void failsIfOnePhoneRefuses() {
    scope.proxy().accept(Resume.class);
    scope.raise(resume(CALLEE, START), resume(CALLER, START));
    scope.raise(resume(CALLEE, OK), resume(CALLER, FAILED));

    assertThat(scope.failure())
        .isEqualTo(new Cause(Cause.Source.SIP, null, "The phone of the caller has refused"));
    assertThat(scope.reports())
        .containsExactly("CallUnholding", START_CALLEE, START_CALLER, RESUMED_CALLEE);
  }

  @Test
  void failsIfThePhonesNeverAnswer() {
    scope.proxy().accept(Resume.class);

    scope.advance(Duration.ofSeconds(35));
    scope.proxy().accept(Resume.class);

    assertThat(scope.failure()).isEqualTo(Cause.timeout("No answer of both phones in time"));
    assertThat(scope.reports()).containsExactly("CallUnholding");
  }

  @Test
  void succeedsIfTheProxySaysThatNothingIsHeldAlthoughNoEventCame() {
    scope.proxy().accept(Resume.class);

    scope.advance(Duration.ofSeconds(35));
    scope.proxy().refuse(Resume.class, Cause.mi(480, "No dialog legs on hold"));

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.reports())
        .containsExactly(
            "CallUnholding", START_CALLER, RESUMED_CALLER, START_CALLEE, RESUMED_CALLEE);
    assertThat(scope.proxy().requests()).containsExactly(new Resume(CALL), new Resume(CALL));
  }

  @Test
  void failsIfTheCallIsGoneByTheTimeTheProxyIsAskedAgain() {
    scope.proxy().accept(Resume.class);

    scope.advance(Duration.ofSeconds(35));
    scope.proxy().refuse(Resume.class, Cause.mi(404, "Dialog not found"));

    assertThat(scope.failure()).isEqualTo(Cause.sip(481, "The call has ended"));
    assertThat(scope.reports()).containsExactly("CallUnholding");
  }

  @Test
  void failsIfTheProxyLosesTheCall() {
    scope.proxy().accept(Resume.class);

    scope.raise(lost(CALL));

    assertThat(scope.failure()).isEqualTo(Cause.proxy("The proxy has lost the call"));
  }

  @Test
  void failsIfTheCallEndsInMidCommand() {
    scope.proxy().accept(Resume.class);

    scope.raise(ended(CALL));

    assertThat(scope.failure()).isEqualTo(Cause.sip(481, "The call has ended"));
  }
}
