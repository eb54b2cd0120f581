package io.callapi.call;

import static io.callapi.call.Happenings.ALICE;
import static io.callapi.call.Happenings.BOB;
import static io.callapi.call.Happenings.CALL;
import static io.callapi.call.Happenings.CAROL;
import static io.callapi.call.Happenings.DAVE;
import static io.callapi.call.Happenings.NEW_CALL;
import static io.callapi.call.Happenings.OTHER_CALL;
import static io.callapi.call.Happenings.SECOND_CALL;
import static io.callapi.call.Happenings.answered;
import static io.callapi.call.Happenings.ended;
import static io.callapi.call.Happenings.failed;
import static io.callapi.call.Happenings.lost;
import static io.callapi.call.Happenings.notified;
import static io.callapi.call.Happenings.ringing;
import static io.callapi.call.Happenings.start;
import static io.callapi.call.Happenings.up;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.proxy.Call;
import io.callapi.proxy.CallEvent.CallTransferChange;
import io.callapi.proxy.CallEvent.TransferStage;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Cause;
import io.callapi.proxy.ProxyRequest.End;
import io.callapi.proxy.ProxyRequest.ListCalls;
import io.callapi.proxy.ProxyRequest.LookUp;
import io.callapi.proxy.ProxyRequest.Refer;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipUri;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallBlindTransferTest {

  private static final String TRANSFERRING =
      "Transferring {\"destination\":\"sip:carol@127.0.0.1:5072\"}";
  private static final String NEW =
      "{\"callid\":\"53s7t5y83lal@ua.py\",\"destination\":\"sip:carol@127.0.0.1:5072\"";
  private static final String TRANSFER_START = "TransferStart " + NEW + "}";
  private static final String RINGING = "TransferPending " + NEW + ",\"extra\":\"180 Ringing\"}";
  private static final String SUCCESSFUL = "TransferSuccessful " + NEW + "}";

  private static final Refer REFER = new Refer(CALL, Leg.CALLEE, CAROL);

  private final FakeScope scope = transferring(Leg.CALLEE, up(CALL, ALICE, BOB));

  private static FakeScope transferring(Leg leg, Call... calls) {
    return FakeScope.running(
        s -> new CallBlindTransfer(new CallBlindTransfer.Params(CALL, leg, CAROL), s), calls);
  }

  private void thePhoneAccepts() {
    scope.proxy().accept(Refer.class);
  }

  private void theOldCallEnds() {
    scope.proxy().accept(End.class);
    scope.raise(ended(CALL));
  }

  @Test
  void tellsAllStagesInOrderAndThenEndsTheOldCall() {
    thePhoneAccepts();
    scope.raise(start(CALL, NEW_CALL, CAROL));
    scope.raise(notified(CALL, NEW_CALL, 180, "Ringing"));
    scope.raise(answered(CALL, NEW_CALL, CAROL));
    assertThat(scope.isRunning()).isTrue();
    scope.raise(notified(CALL, NEW_CALL, 200, "OK"));
    theOldCallEnds();

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.reports()).containsExactly(TRANSFERRING, TRANSFER_START, RINGING, SUCCESSFUL);
    assertThat(scope.proxy().actions()).containsExactly(REFER, new End(CALL));
  }

  @Test
  void tellsTheAcknowledgementFirstIfEventsComeBeforeTheReply() {
    scope.raise(notified(CALL, NEW_CALL, 180, "Ringing"));
    assertThat(scope.reports()).isEmpty();
    scope.raise(start(CALL, NEW_CALL, CAROL));
    thePhoneAccepts();

    assertThat(scope.reports()).containsExactly(TRANSFERRING, TRANSFER_START, RINGING);
  }

  @Test
  void tellsDifferentProvisionalStatusesAndEachOnce() {
    thePhoneAccepts();
    scope.raise(start(CALL, NEW_CALL, CAROL));

    scope.raise(notified(CALL, NEW_CALL, 100, "Trying"), notified(CALL, NEW_CALL, 180, "Ringing"));
    scope.raise(notified(CALL, NEW_CALL, 180, "Ringing"));
    scope.raise(notified(CALL, NEW_CALL, 183, "Session Progress"));

    assertThat(scope.reports())
        .containsExactly(
            TRANSFERRING,
            TRANSFER_START,
            "TransferPending " + NEW + ",\"extra\":\"100 Trying\"}",
            RINGING,
            "TransferPending " + NEW + ",\"extra\":\"183 Session Progress\"}");
  }

  @Test
  void showsTheDestinationThatWasAskedForWhateverTheProxySays() {
    thePhoneAccepts();

    scope.raise(start(CALL, NEW_CALL, new SipUri("sip:carol-0x55f5@192.0.2.1:40000")));

    assertThat(scope.reports()).containsExactly(TRANSFERRING, TRANSFER_START);
  }

  @Test
  void keepsTheOldCallIfTheDestinationIsBusy() {
    thePhoneAccepts();
    scope.raise(start(CALL, NEW_CALL, CAROL));

    scope.raise(failed(CALL, NEW_CALL, 486, "Busy Here"));
    scope.raise(notified(CALL, NEW_CALL, 486, "Busy Here"));

    assertThat(scope.failure()).isEqualTo(Cause.sip(486, "Busy Here"));
    assertThat(scope.reports()).containsExactly(TRANSFERRING, TRANSFER_START);
    assertThat(scope.proxy().actions()).containsExactly(REFER);
  }

  @Test
  void doesNotFailForALateNotificationOfAnEarlierTransfer() {
    scope.raise(notified(CALL, OTHER_CALL, 486, "Busy Here"));
    thePhoneAccepts();
    scope.raise(notified(CALL, OTHER_CALL, 486, "Busy Here"));
    scope.raise(start(CALL, NEW_CALL, CAROL));

    scope.raise(failed(CALL, OTHER_CALL, 486, "Busy Here"));
    scope.advance(Duration.ofSeconds(5));
    scope.raise(answered(CALL, NEW_CALL, CAROL));

    assertThat(scope.reports()).containsExactly(TRANSFERRING, TRANSFER_START, SUCCESSFUL);
  }

  @Test
  void failsWithoutAStatusIfTheProxyGivesNone() {
    thePhoneAccepts();
    scope.raise(start(CALL, NEW_CALL, CAROL));

    scope.raise(new CallTransferChange(CALL, NEW_CALL, null, TransferStage.FAILED, null));
    scope.advance(Duration.ofMillis(100));

    assertThat(scope.failure()).isEqualTo(new Cause(Cause.Source.SIP, null, "Transfer failed"));
  }

  @Test
  void failsWithTheTextOfTheProxyIfTheCallIsUnknown() {
    FakeScope unknown = transferring(Leg.CALLEE);

    assertThat(unknown.failure()).isEqualTo(Cause.mi(404, "Dialog not found"));
    assertThat(unknown.failure()).extracting(Cause::text).isEqualTo("404 Dialog not found");
    assertThat(unknown.reports()).isEmpty();
    assertThat(unknown.proxy().actions()).isEmpty();
  }

  @Test
  void failsWithTheStatusOfThePhoneThatRefuses() {
    scope.proxy().refuse(Refer.class, Cause.sip(603, "Decline"));

    assertThat(scope.failure()).isEqualTo(Cause.sip(603, "Decline"));
    assertThat(scope.reports()).isEmpty();
  }

  @Test
  void givesUpAPhoneThatAcceptsAndThenDoesNothing() {
    thePhoneAccepts();

    scope.advance(Duration.ofMillis(14_999));
    assertThat(scope.isRunning()).isTrue();
    scope.advance(Duration.ofMillis(1));

    assertThat(scope.failure()).isEqualTo(Cause.timeout("No new call of the phone in time"));
    assertThat(scope.proxy().actions()).doesNotContain(new End(CALL));
  }

  @Test
  void givesUpAProxyThatNeverAnswers() {
    scope.proxy().fallsSilent();

    scope.advance(Duration.ofMillis(14_999));
    assertThat(scope.isRunning()).isTrue();
    scope.advance(Duration.ofMillis(1));

    assertThat(scope.failure())
        .isEqualTo(Cause.timeout("No answer to the transfer request in time"));
    assertThat(scope.reports()).isEmpty();
    assertThat(scope.proxy().actions()).containsExactly(REFER);
  }

  @Test
  void failsIfTheCallEndsInMidCommand() {
    thePhoneAccepts();

    scope.raise(ended(CALL));
    scope.advance(Duration.ofSeconds(2));

    assertThat(scope.failure()).isEqualTo(Cause.sip(481, "The call has ended"));
  }

  @Test
  void asksForNoEndIfTheOldCallHasEndedByItself() {
    thePhoneAccepts();

    scope.raise(start(CALL, NEW_CALL, CAROL), ended(CALL), answered(CALL, NEW_CALL, CAROL));

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.proxy().actions()).containsExactly(REFER);
  }

  @Test
  void succeedsIfTheEndRequestIsLostButTheEventComes() {
    thePhoneAccepts();
    scope.raise(start(CALL, NEW_CALL, CAROL), answered(CALL, NEW_CALL, CAROL));

    scope.proxy().refuse(End.class, Cause.timeout("No reply from the proxy"));
    assertThat(scope.isRunning()).isTrue();
    scope.raise(ended(CALL));

    assertThat(scope.hasSucceeded()).isTrue();
  }

  @Test
  void endsTheNewCallAndKeepsTheOldOneIfItIsCancelled() {
    thePhoneAccepts();
    scope.raise(start(CALL, NEW_CALL, CAROL));

    scope.cancel();
    scope.proxy().accept(End.class);
    scope.raise(ended(NEW_CALL));

    assertThat(scope.failure()).isEqualTo(Cause.client("Cancelled"));
    assertThat(scope.proxy().actions()).containsExactly(REFER, new End(NEW_CALL));
  }

  @Test
  void asksTheLegThatWasNamed() {
    FakeScope other = transferring(Leg.CALLER, up(CALL, ALICE, BOB));

    assertThat(other.proxy().actions()).containsExactly(new Refer(CALL, Leg.CALLER, CAROL));
  }

  @Test
  void looksTheCallUpBeforeItAsksThePhone() {
    assertThat(scope.proxy().requests()).containsExactly(new LookUp(CALL), REFER);
  }

  @Test
  void asksAgainIfNeitherAReplyNorACallCame() {
    scope.advance(Duration.ofMillis(1_999));
    assertThat(scope.proxy().requests()).containsExactly(new LookUp(CALL), REFER);
    scope.advance(Duration.ofMillis(1));
    assertThat(scope.proxy().requests())
        .containsExactly(new LookUp(CALL), REFER, new ListCalls(), REFER);
    thePhoneAccepts();
    scope.raise(start(CALL, NEW_CALL, CAROL));

    assertThat(scope.reports()).containsExactly(TRANSFERRING, TRANSFER_START);
  }

  @Test
  void asksThreeTimesAtMost() {
    scope.advance(Duration.ofMillis(14_999));
    assertThat(scope.proxy().actions()).containsExactly(REFER, REFER, REFER);
    assertThat(scope.isRunning()).isTrue();
    scope.advance(Duration.ofMillis(1));

    assertThat(scope.failure())
        .isEqualTo(Cause.timeout("No answer to the transfer request in time"));
  }

  @Test
  void failsWithTheLostReplyIfThatIsAllThatIsKnown() {
    Cause silence = Cause.timeout("No reply from the proxy to dlg_send_sequential");
    scope.proxy().refuse(Refer.class, silence);
    assertThat(scope.isRunning()).isTrue();

    scope.advance(Duration.ofSeconds(15));

    assertThat(scope.failure()).isEqualTo(silence);
  }

  @Test
  void doesNotAskAgainOnceThePhoneHasAccepted() {
    thePhoneAccepts();

    scope.advance(Duration.ofMillis(14_999));

    assertThat(scope.proxy().actions()).containsExactly(REFER);
  }

  @Test
  void doesNotAskAgainAfterTheEventOfTheNewCall() {
    scope.raise(start(CALL, NEW_CALL, CAROL));
    assertThat(scope.reports()).containsExactly(TRANSFERRING, TRANSFER_START);

    scope.advance(Duration.ofSeconds(10));

    assertThat(scope.proxy().actions()).containsExactly(REFER);
  }

  @Test
  void findsTheNewCallIfBothTheReplyAndItsStartAreLost() {
    scope.proxy().has(ringing(NEW_CALL, BOB, CAROL));

    scope.advance(Duration.ofSeconds(2));

    assertThat(scope.reports()).containsExactly(TRANSFERRING, TRANSFER_START);
    assertThat(scope.proxy().actions()).containsExactly(REFER);
  }

  @Test
  void takesNoOtherCallForTheNewOne() {
    thePhoneAccepts();
    scope
        .proxy()
        .has(
            up(CALL, BOB, CAROL),
            ringing(new CallId("of-alice"), ALICE, CAROL),
            ringing(new CallId("to-dave"), BOB, DAVE),
            new Call(OTHER_CALL, CallState.CONFIRMED, BOB, CAROL, Instant.EPOCH.minusSeconds(1)));

    scope.advance(Duration.ofSeconds(14));

    assertThat(scope.reports()).containsExactly(TRANSFERRING);
  }

  @Test
  void takesARepeatThatFindsARequestPendingForTheLostAcceptance() {
    scope.proxy().refuse(Refer.class, Cause.timeout("No reply from the proxy to call_transfer"));
    scope.advance(Duration.ofSeconds(2));

    scope.proxy().refuse(Refer.class, Cause.mi(491, "Request Pending"));
    assertThat(scope.reports()).containsExactly(TRANSFERRING);
    scope.raise(start(CALL, NEW_CALL, CAROL), answered(CALL, NEW_CALL, CAROL));

    assertThat(scope.reports()).containsExactly(TRANSFERRING, TRANSFER_START, SUCCESSFUL);
  }

  @Test
  void failsIfARequestIsPendingBeforeItsOwn() {
    scope.proxy().refuse(Refer.class, Cause.mi(491, "Request Pending"));

    assertThat(scope.failure()).isEqualTo(Cause.mi(491, "Request Pending"));
  }

  @Test
  void endsASecondNewCallBeforeItIsDone() {
    thePhoneAccepts();
    scope.raise(start(CALL, NEW_CALL, CAROL), start(CALL, SECOND_CALL, CAROL));
    assertThat(scope.proxy().actions()).containsExactly(REFER, new End(SECOND_CALL));
    scope.raise(answered(CALL, NEW_CALL, CAROL), ended(CALL));
    assertThat(scope.isRunning()).isTrue();
    scope.raise(ended(SECOND_CALL));

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.reports()).containsExactly(TRANSFERRING, TRANSFER_START, SUCCESSFUL);
  }

  @Test
  void asksNoPhoneIfItIsCancelledBefore() {
    FakeScope cancelled =
        FakeScope.cancelledAtOnce(
            s -> new CallBlindTransfer(new CallBlindTransfer.Params(CALL, Leg.CALLEE, CAROL), s),
            up(CALL, ALICE, BOB));

    assertThat(cancelled.failure()).isEqualTo(Cause.client("Cancelled"));
    assertThat(cancelled.proxy().actions()).isEmpty();
  }

  @Test
  void saysThatItIsCancelledAlthoughTheReplyIsMissingToo() {
    scope.proxy().refuse(Refer.class, Cause.timeout("No reply from the proxy"));

    scope.cancel();
    scope.advance(Duration.ofSeconds(2));

    assertThat(scope.failure()).isEqualTo(Cause.client("Cancelled"));
  }

  @Test
  void saysThatItIsCancelledWhateverIsHeardOfAnEarlierTransfer() {
    thePhoneAccepts();
    scope.raise(notified(CALL, OTHER_CALL, 486, "Busy Here"));

    scope.cancel();
    scope.raise(start(CALL, NEW_CALL, CAROL));
    scope.proxy().accept(End.class);
    scope.raise(ended(NEW_CALL));

    assertThat(scope.failure()).isEqualTo(Cause.client("Cancelled"));
    assertThat(scope.proxy().actions()).containsExactly(REFER, new End(NEW_CALL));
  }

  @Test
  void asksOnceMoreWhetherThePhoneHasDoneAsItWasAskedIfThatCannotBeRead() {
    scope.proxy().fallsSilent();
    scope.advance(Duration.ofSeconds(2));
    assertThat(scope.proxy().actions()).containsExactly(REFER);

    scope.advance(Duration.ofSeconds(2));

    assertThat(scope.proxy().requests().stream().filter(ListCalls.class::isInstance)).hasSize(2);
    assertThat(scope.proxy().actions()).containsExactly(REFER);
  }

  @Test
  void endsTheCallThatThePhonePlacesAfterItIsCancelled() {
    thePhoneAccepts();

    scope.cancel();
    scope.raise(start(CALL, NEW_CALL, CAROL));
    scope.proxy().accept(End.class);
    scope.raise(ended(NEW_CALL));

    assertThat(scope.failure()).isEqualTo(Cause.client("Cancelled"));
    assertThat(scope.reports()).containsExactly(TRANSFERRING);
    assertThat(scope.proxy().actions()).containsExactly(REFER, new End(NEW_CALL));
  }

  @Test
  void isOverSoonIfThePhonePlacesNoCallAfterItIsCancelled() {
    thePhoneAccepts();

    scope.cancel();
    scope.advance(Duration.ofSeconds(2));

    assertThat(scope.failure()).isEqualTo(Cause.client("Cancelled"));
    assertThat(scope.proxy().actions()).containsExactly(REFER);
  }

  @Test
  void failsIfTheProxyLosesTheCall() {
    thePhoneAccepts();

    scope.raise(lost(CALL));
    scope.advance(Duration.ofSeconds(2));

    assertThat(scope.failure()).isEqualTo(Cause.proxy("The proxy has lost the call"));
  }

  @Test
  void failsIfTheProxyLosesTheNewCall() {
    thePhoneAccepts();
    scope.raise(start(CALL, NEW_CALL, CAROL));

    scope.raise(lost(NEW_CALL));
    scope.advance(Duration.ofSeconds(1));

    assertThat(scope.failure()).isEqualTo(Cause.proxy("The proxy has lost the call"));
    assertThat(scope.proxy().actions()).doesNotContain(new End(NEW_CALL));
  }
}
