package io.callapi.call;

import static io.callapi.call.Happenings.ALICE;
import static io.callapi.call.Happenings.BOB;
import static io.callapi.call.Happenings.CAROL;
import static io.callapi.call.Happenings.NEW_CALL;
import static io.callapi.call.Happenings.OTHER_CALL;
import static io.callapi.call.Happenings.SECOND_CALL;
import static io.callapi.call.Happenings.answered;
import static io.callapi.call.Happenings.confirmed;
import static io.callapi.call.Happenings.ended;
import static io.callapi.call.Happenings.failed;
import static io.callapi.call.Happenings.lost;
import static io.callapi.call.Happenings.notified;
import static io.callapi.call.Happenings.ringing;
import static io.callapi.call.Happenings.start;
import static io.callapi.call.Happenings.state;
import static io.callapi.call.Happenings.up;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.proxy.Call;
import io.callapi.proxy.CallEvent.RequestEcho;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Cause;
import io.callapi.proxy.ProxyRequest.End;
import io.callapi.proxy.ProxyRequest.LookUp;
import io.callapi.proxy.ProxyRequest.PlaceLeg;
import io.callapi.proxy.ProxyRequest.Refer;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallStartTest {

  private static final CallId FIRST = new CallId(FakeScope.COMMAND_ID);

  private static final String CALLER_ANSWERED =
      "CallerAnswered {\"caller\":\"sip:alice@127.0.0.1:5070\",\"callee\":\"sip:bob@127.0.0.1:5071\"}";
  private static final String TRANSFERRING =
      "Transferring {\"caller\":\"sip:alice@127.0.0.1:5070\",\"destination\":\"sip:bob@127.0.0.1:5071\"}";
  private static final String PARTIES =
      "{\"callid\":\"53s7t5y83lal@ua.py\",\"caller\":\"sip:alice@127.0.0.1:5070\",\"callee\":\"sip:bob@127.0.0.1:5071\"";
  private static final String TRANSFER_START = "TransferStart " + PARTIES + "}";
  private static final String RINGING =
      "TransferPending " + PARTIES + ",\"extra\":\"180 Ringing\"}";
  private static final String CALLEE_ANSWERED = "CalleeAnswered " + PARTIES + "}";

  private static final PlaceLeg PLACE = new PlaceLeg(FIRST, ALICE, BOB);
  private static final Refer REFER = new Refer(FIRST, Leg.CALLEE, BOB);

  private final FakeScope scope =
      FakeScope.running(s -> new CallStart(new CallStart.Params(ALICE, BOB, null), s));

  private void theCallerAnswers() {
    scope.proxy().accept(PlaceLeg.class);
    scope.raise(confirmed(FIRST));
  }

  private void thePhoneAcceptsTheTransfer() {
    theCallerAnswers();
    scope.proxy().accept(Refer.class);
  }

  private long lookUps() {
    return scope.proxy().requests().stream().filter(new LookUp(FIRST)::equals).count();
  }

  private void theFirstDialogEnds() {
    scope.proxy().accept(End.class);
    scope.raise(ended(FIRST));
  }

  @Test
  void callsTheCallerWhoSeesTheCallee() {
    assertThat(scope.proxy().requests()).containsExactly(PLACE);
    assertThat(scope.reports()).isEmpty();
  }

  @Test
  void tellsAllStagesInOrderAndEndsTheFirstDialog() {
    scope.raise(state(FIRST, CallState.RINGING));
    scope.raise(state(FIRST, CallState.ANSWERED));
    scope.proxy().accept(PlaceLeg.class);
    scope.raise(confirmed(FIRST));
    scope.proxy().accept(Refer.class);
    scope.raise(start(FIRST, NEW_CALL, BOB));
    scope.raise(notified(FIRST, NEW_CALL, 180, "Ringing"));
    scope.raise(answered(FIRST, NEW_CALL, BOB));
    theFirstDialogEnds();

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.reports())
        .containsExactly(CALLER_ANSWERED, TRANSFERRING, TRANSFER_START, RINGING, CALLEE_ANSWERED);
    assertThat(scope.proxy().actions()).containsExactly(PLACE, REFER, new End(FIRST));
  }

  @Test
  void asksForNoTransferBeforeTheAckHasPassed() {
    scope.proxy().accept(PlaceLeg.class);
    scope.raise(state(FIRST, CallState.ANSWERED));

    assertThat(scope.proxy().actions()).containsExactly(PLACE);
    assertThat(scope.reports()).containsExactly(CALLER_ANSWERED);
  }

  @Test
  void waitsForNoClockOnceTheCallerHasAnswered() {
    theCallerAnswers();

    assertThat(scope.proxy().actions()).contains(REFER);
  }

  @Test
  void takesTheEventForTheAnswerIfTheReplyIsLost() {
    scope.raise(confirmed(FIRST));

    assertThat(scope.reports()).containsExactly(CALLER_ANSWERED);
    assertThat(scope.proxy().actions()).contains(REFER);
  }

  @Test
  void asksTheProxyIfTheEventOfTheAckIsLost() {
    scope.proxy().accept(PlaceLeg.class);

    scope.advance(Duration.ofMillis(499));
    scope.lose(confirmed(FIRST));
    assertThat(scope.proxy().actions()).containsExactly(PLACE);
    scope.advance(Duration.ofMillis(1));

    assertThat(scope.proxy().actions()).containsExactly(PLACE, REFER);
  }

  @Test
  void asksTheProxyIfBothTheReplyAndTheEventsAreLost() {
    scope.lose(confirmed(FIRST));

    scope.advance(Duration.ofMillis(500));

    assertThat(scope.reports()).containsExactly(CALLER_ANSWERED);
    assertThat(scope.proxy().actions()).containsExactly(PLACE, REFER);
  }

  @Test
  void asksTheProxyEverMoreRarelyWhileTheCallerRings() {
    scope.raise(state(FIRST, CallState.RINGING));

    scope.advance(Duration.ofMillis(500 + 1_000 + 2_000 + 4_000 + 8_000));
    assertThat(lookUps()).isEqualTo(5);
    scope.advance(Duration.ofMillis(9_999));
    assertThat(lookUps()).isEqualTo(5);
    scope.advance(Duration.ofMillis(1));
    assertThat(lookUps()).isEqualTo(6);
    scope.advance(Duration.ofSeconds(100));

    assertThat(lookUps()).isEqualTo(16);
    assertThat(scope.isRunning()).isTrue();
  }

  @Test
  void doesNotTakeADialogThatIsNotThereYetForOneThatHasEnded() {
    scope.advance(Duration.ofSeconds(10));
    assertThat(scope.isRunning()).isTrue();

    theCallerAnswers();

    assertThat(scope.reports()).containsExactly(CALLER_ANSWERED);
  }

  @Test
  void keepsTheOrderWhenEventsComeBeforeTheReplies() {
    scope.raise(confirmed(FIRST));
    scope.proxy().accept(PlaceLeg.class);
    scope.raise(notified(FIRST, NEW_CALL, 180, "Ringing"));
    assertThat(scope.reports()).containsExactly(CALLER_ANSWERED);
    scope.raise(answered(FIRST, NEW_CALL, BOB));
    scope.raise(start(FIRST, NEW_CALL, BOB));
    scope.proxy().accept(Refer.class);

    assertThat(scope.reports())
        .containsExactly(CALLER_ANSWERED, TRANSFERRING, TRANSFER_START, RINGING, CALLEE_ANSWERED);
  }

  @Test
  void tellsEachStageOnce() {
    thePhoneAcceptsTheTransfer();

    scope.raise(start(FIRST, NEW_CALL, BOB), start(FIRST, NEW_CALL, BOB));
    scope.raise(notified(FIRST, NEW_CALL, 180, "Ringing"));
    scope.raise(notified(FIRST, NEW_CALL, 180, "Ringing"));
    scope.raise(answered(FIRST, NEW_CALL, BOB), answered(FIRST, NEW_CALL, BOB));

    assertThat(scope.reports())
        .containsExactly(CALLER_ANSWERED, TRANSFERRING, TRANSFER_START, RINGING, CALLEE_ANSWERED);
  }

  @Test
  void startsBeforeItRingsWhateverComesFirst() {
    thePhoneAcceptsTheTransfer();

    scope.raise(notified(FIRST, NEW_CALL, 180, "Ringing"));
    scope.raise(start(FIRST, NEW_CALL, BOB));

    assertThat(scope.reports()).endsWith(TRANSFER_START, RINGING);
  }

  @Test
  void startsBeforeItIsAnsweredWhateverComesFirst() {
    thePhoneAcceptsTheTransfer();

    scope.raise(answered(FIRST, NEW_CALL, BOB));
    assertThat(scope.reports()).endsWith(TRANSFERRING, TRANSFER_START, CALLEE_ANSWERED);
    scope.raise(start(FIRST, NEW_CALL, BOB));

    assertThat(scope.reports()).endsWith(TRANSFERRING, TRANSFER_START, CALLEE_ANSWERED);
  }

  @Test
  void takesAFinalNotificationForNoStageOfItsOwn() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB));

    scope.raise(notified(FIRST, NEW_CALL, 200, "OK"));
    scope.raise(answered(FIRST, NEW_CALL, BOB));
    scope.advance(Duration.ofSeconds(2));

    assertThat(scope.reports()).endsWith(TRANSFER_START, CALLEE_ANSWERED);
    assertThat(scope.reports()).containsOnlyOnce(CALLEE_ANSWERED);
  }

  @Test
  void tellsNoPendingStageAfterTheAnswer() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB), answered(FIRST, NEW_CALL, BOB));
    assertThat(scope.isRunning()).isTrue();

    scope.raise(notified(FIRST, NEW_CALL, 180, "Ringing"));

    assertThat(scope.reports()).endsWith(CALLEE_ANSWERED);
  }

  @Test
  void takesAFinalNotificationForTheAnswerIfTheEventIsLost() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB));

    scope.raise(notified(FIRST, NEW_CALL, 200, "OK"));
    scope.advance(Duration.ofSeconds(1));

    assertThat(scope.reports()).endsWith(TRANSFER_START, CALLEE_ANSWERED);
  }

  @Test
  void goesOnWithoutTheEventOfTheStart() {
    thePhoneAcceptsTheTransfer();
    scope.lose(start(FIRST, NEW_CALL, BOB));

    scope.raise(notified(FIRST, NEW_CALL, 180, "Ringing"));
    scope.advance(Duration.ofSeconds(1));
    scope.raise(answered(FIRST, NEW_CALL, BOB));

    assertThat(scope.reports()).endsWith(TRANSFER_START, RINGING, CALLEE_ANSWERED);
  }

  @Test
  void leavesEventsOfOtherCallsAlone() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB));

    scope.raise(notified(FIRST, OTHER_CALL, 486, "Busy Here"));
    scope.raise(failed(FIRST, OTHER_CALL, 486, "Busy Here"));
    scope.hear(answered(OTHER_CALL, NEW_CALL, BOB));
    scope.advance(Duration.ofSeconds(2));

    assertThat(scope.reports()).endsWith(TRANSFER_START);
    assertThat(scope.isRunning()).isTrue();
  }

  @Test
  void doesNothingMoreAfterItsEnd() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB), answered(FIRST, NEW_CALL, BOB));
    theFirstDialogEnds();
    int asked = scope.proxy().requests().size();

    scope.raise(notified(FIRST, NEW_CALL, 200, "OK"), ended(FIRST));
    scope.raise(failed(FIRST, NEW_CALL, 486, "Busy Here"));
    scope.advance(Duration.ofMinutes(10));

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.proxy().requests()).hasSize(asked);
  }

  @Test
  void endsAFurtherCallThatALateCopyOfTheTransferRequestBringsAbout() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB), answered(FIRST, NEW_CALL, BOB));
    theFirstDialogEnds();

    scope.raise(start(FIRST, OTHER_CALL, BOB), answered(FIRST, OTHER_CALL, BOB));

    assertThat(scope.proxy().actions()).endsWith(new End(FIRST), new End(OTHER_CALL));
  }

  @Test
  void takesTheAnswerOfTheCalleeForASignThatThePhoneHasAgreed() {
    theCallerAnswers();

    scope.raise(answered(FIRST, NEW_CALL, BOB));
    theFirstDialogEnds();

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.reports())
        .containsExactly(CALLER_ANSWERED, TRANSFERRING, TRANSFER_START, CALLEE_ANSWERED);
  }

  @Test
  void endsTheNewCallOfWhichOnlyTheProgressWasHeardWhenItGivesUp() {
    theCallerAnswers();
    scope.proxy().fallsSilent();
    scope.raise(notified(FIRST, NEW_CALL, 180, "Ringing"));

    scope.advance(Duration.ofSeconds(15));

    assertThat(scope.proxy().actions()).contains(new End(NEW_CALL), new End(FIRST));
  }

  @Test
  void looksForAFurtherCallIfThePhoneWasAskedTwice() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB), answered(FIRST, NEW_CALL, BOB));
    theFirstDialogEnds();
    scope
        .proxy()
        .has(
            new Call(OTHER_CALL, CallState.CONFIRMED, ALICE, BOB, Instant.now(), FIRST),
            new Call(SECOND_CALL, CallState.CONFIRMED, ALICE, BOB, Instant.now(), OTHER_CALL));

    scope.raise(new RequestEcho(FIRST));

    assertThat(scope.proxy().actions()).endsWith(new End(FIRST), new End(OTHER_CALL));
  }

  @Test
  void endsAFurtherCallOfWhichOnlyTheProgressWasHeard() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB), notified(FIRST, OTHER_CALL, 180, "Ringing"));

    scope.raise(answered(FIRST, NEW_CALL, BOB));

    assertThat(scope.proxy().actions()).contains(new End(OTHER_CALL));
  }

  @Test
  void endsTheFirstDialogAgainIfALateCopyOfTheInvitationBringsItBack() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB), answered(FIRST, NEW_CALL, BOB));
    theFirstDialogEnds();

    scope.raise(state(FIRST, CallState.RINGING));

    assertThat(scope.proxy().actions()).endsWith(new End(FIRST), new End(FIRST));
  }

  @Test
  void failsWithTheStatusOfTheCallerIfTheDialogHasEnded() {
    scope.raise(ended(FIRST));
    scope.proxy().refuse(PlaceLeg.class, Cause.sip(486, "Busy Here"));

    assertThat(scope.failure()).isEqualTo(Cause.sip(486, "Busy Here"));
    assertThat(scope.reports()).isEmpty();
    assertThat(scope.proxy().actions()).containsExactly(PLACE);
  }

  @Test
  void endsWhatACopyOfTheInvitationMayHaveBegunWhenTheCallerRefuses() {
    scope.proxy().refuse(PlaceLeg.class, Cause.sip(603, "Decline"));
    scope.proxy().refuse(End.class, Cause.mi(404, "Requested Dialog not found"));

    assertThat(scope.failure()).isEqualTo(Cause.sip(603, "Decline"));
    assertThat(scope.proxy().actions()).containsExactly(PLACE, new End(FIRST));
  }

  @Test
  void failsWithTheTextOfTheProxyIfItRefusesTheInvitation() {
    scope.proxy().refuse(PlaceLeg.class, Cause.mi(400, "Invalid ruri"));

    assertThat(scope.isRunning()).isTrue();
    scope.proxy().refuse(End.class, Cause.mi(404, "Requested Dialog not found"));
    assertThat(scope.failure()).isEqualTo(Cause.mi(400, "Invalid ruri"));
  }

  @Test
  void endsTheFirstDialogIfTheCallerNeverAnswers() {
    scope.advance(Duration.ofSeconds(129));
    assertThat(scope.proxy().actions()).doesNotContain(new End(FIRST));
    scope.advance(Duration.ofSeconds(1));
    theFirstDialogEnds();

    assertThat(scope.failure()).isEqualTo(Cause.timeout("No answer of the caller's phone in time"));
  }

  @Test
  void failsWithTheStatusOfARefusedTransferAndEndsTheFirstDialog() {
    theCallerAnswers();

    scope.proxy().refuse(Refer.class, Cause.sip(603, "Decline"));
    assertThat(scope.isRunning()).isTrue();
    theFirstDialogEnds();

    assertThat(scope.failure()).isEqualTo(Cause.sip(603, "Decline"));
    assertThat(scope.reports()).containsExactly(CALLER_ANSWERED);
  }

  @Test
  void givesUpAPhoneThatAcceptsTheTransferAndThenDoesNothing() {
    thePhoneAcceptsTheTransfer();

    scope.advance(Duration.ofMillis(14_999));
    assertThat(scope.proxy().actions()).doesNotContain(new End(FIRST));
    scope.advance(Duration.ofMillis(1));
    theFirstDialogEnds();

    assertThat(scope.failure()).isEqualTo(Cause.timeout("No new call of the phone in time"));
    assertThat(scope.reports()).containsExactly(CALLER_ANSWERED, TRANSFERRING);
  }

  @Test
  void failsWithTheStatusOfTheCalleeAndEndsTheFirstDialog() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB));

    scope.raise(failed(FIRST, NEW_CALL, 486, "Busy Here"));
    scope.raise(notified(FIRST, NEW_CALL, 486, "Busy Here"));
    theFirstDialogEnds();

    assertThat(scope.failure()).isEqualTo(Cause.sip(486, "Busy Here"));
    assertThat(scope.reports()).containsExactly(CALLER_ANSWERED, TRANSFERRING, TRANSFER_START);
    assertThat(scope.proxy().actions()).doesNotContain(new End(NEW_CALL));
  }

  @Test
  void failsWithTheTrueStatusIfAMadeUpOneComesFirst() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB));

    scope.raise(failed(FIRST, NEW_CALL, 408, "Request Timeout"));
    scope.advance(Duration.ofMillis(10));
    scope.raise(notified(FIRST, NEW_CALL, 404, "Not Found"));
    theFirstDialogEnds();

    assertThat(scope.failure()).isEqualTo(Cause.sip(404, "Not Found"));
    assertThat(scope.reports()).containsExactly(CALLER_ANSWERED, TRANSFERRING, TRANSFER_START);
  }

  @Test
  void failsWithTheStatusOfTheEventIfNoNotificationFollows() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB));

    scope.raise(failed(FIRST, NEW_CALL, 408, "Request Timeout"));
    scope.advance(Duration.ofMillis(100));
    theFirstDialogEnds();

    assertThat(scope.failure()).isEqualTo(Cause.sip(408, "Request Timeout"));
  }

  @Test
  void failsWithTheStatusOfTheNotificationIfTheEventIsLost() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB));

    scope.raise(notified(FIRST, NEW_CALL, 486, "Busy Here"));
    scope.advance(Duration.ofSeconds(1));
    theFirstDialogEnds();

    assertThat(scope.failure()).isEqualTo(Cause.sip(486, "Busy Here"));
    assertThat(scope.reports()).containsExactly(CALLER_ANSWERED, TRANSFERRING, TRANSFER_START);
  }

  @Test
  void goesOnIfThePhoneHangsUpTheFirstDialogBeforeTheAnswer() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB), ended(FIRST));

    scope.advance(Duration.ofSeconds(5));
    scope.raise(answered(FIRST, NEW_CALL, BOB));

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.reports()).endsWith(CALLEE_ANSWERED);
    assertThat(scope.proxy().actions()).doesNotContain(new End(FIRST));
  }

  @Test
  void goesOnIfThePhoneHangsUpRightBeforeItPlacesTheNewCall() {
    thePhoneAcceptsTheTransfer();

    scope.raise(ended(FIRST));
    scope.advance(Duration.ofSeconds(1));
    scope.raise(start(FIRST, NEW_CALL, BOB), answered(FIRST, NEW_CALL, BOB));

    assertThat(scope.hasSucceeded()).isTrue();
  }

  @Test
  void failsSoonIfThePhoneHangsUpAndPlacesNoCall() {
    thePhoneAcceptsTheTransfer();

    scope.raise(ended(FIRST));
    scope.advance(Duration.ofSeconds(2));

    assertThat(scope.failure()).isEqualTo(Cause.sip(481, "The call has ended"));
  }

  @Test
  void failsIfTheCallerHangsUpBeforeTheTransfer() {
    scope.proxy().accept(PlaceLeg.class);

    scope.raise(ended(FIRST));

    assertThat(scope.failure()).isEqualTo(Cause.sip(481, "The call has ended"));
    assertThat(scope.proxy().actions()).containsExactly(PLACE);
  }

  @Test
  void succeedsIfTheEndRequestIsLostButTheEventComes() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB), answered(FIRST, NEW_CALL, BOB));
    assertThat(scope.isRunning()).isTrue();

    scope.raise(ended(FIRST));

    assertThat(scope.hasSucceeded()).isTrue();
  }

  @Test
  void succeedsIfTheFirstDialogIsUnknownByTheTimeItIsEnded() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB), answered(FIRST, NEW_CALL, BOB));

    scope.lose(ended(FIRST));
    scope.proxy().refuse(End.class, Cause.mi(404, "Requested Dialog not found"));

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.notTakenBack()).isEmpty();
  }

  @Test
  void looksUpWhetherTheFirstDialogIsGoneIfNoEventComes() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB), answered(FIRST, NEW_CALL, BOB));
    scope.proxy().accept(End.class);

    scope.lose(ended(FIRST));

    scope.advance(Duration.ofMillis(500));

    assertThat(scope.hasSucceeded()).isTrue();
  }

  @Test
  void endsTheFirstDialogIfItIsCancelledWhileTheCallerRings() {
    scope.cancel();
    assertThat(scope.proxy().actions()).endsWith(new End(FIRST));
    theFirstDialogEnds();

    assertThat(scope.failure()).isEqualTo(Cause.client("Cancelled"));
  }

  @Test
  void endsBothCallsIfItIsCancelledWhileTheCalleeRings() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB));

    scope.cancel();
    scope.proxy().accept(End.class);
    scope.raise(ended(NEW_CALL));
    theFirstDialogEnds();

    assertThat(scope.failure()).isEqualTo(Cause.client("Cancelled"));
    assertThat(scope.proxy().actions()).endsWith(new End(NEW_CALL), new End(FIRST));
  }

  @Test
  void endsBothCallsIfTheCalleeNeverAnswers() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB));

    scope.advance(Duration.ofSeconds(130));
    scope.proxy().accept(End.class);
    scope.raise(ended(NEW_CALL));
    theFirstDialogEnds();

    assertThat(scope.failure()).isEqualTo(Cause.timeout("No answer of the destination in time"));
    assertThat(scope.proxy().actions()).endsWith(new End(NEW_CALL), new End(FIRST));
  }

  @Test
  void endsWithItsOutcomeEvenIfTheProxyIsGoneByThen() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB), answered(FIRST, NEW_CALL, BOB));
    scope.proxy().fallsSilent();

    scope.advance(Duration.ofSeconds(10));

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.notTakenBack()).containsExactly("end cmd-1: No end of the call in time");
  }

  @Test
  void endsASecondDialogThatADoubledInvitationHasMade() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB), answered(FIRST, NEW_CALL, BOB));
    scope.proxy().accept(End.class);
    scope.hear(ended(FIRST));
    assertThat(scope.isRunning()).isTrue();
    assertThat(scope.proxy().actions())
        .containsExactly(PLACE, REFER, new End(FIRST), new End(FIRST));
    theFirstDialogEnds();

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.proxy().actions())
        .containsExactly(PLACE, REFER, new End(FIRST), new End(FIRST));
  }

  @Test
  void endsASecondDialogIfThePhoneHasEndedTheFirst() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB));
    scope.hear(ended(FIRST));

    scope.raise(answered(FIRST, NEW_CALL, BOB));
    assertThat(scope.proxy().actions()).containsExactly(PLACE, REFER, new End(FIRST));
    theFirstDialogEnds();

    assertThat(scope.hasSucceeded()).isTrue();
  }

  @Test
  void endsItsDialogsThreeTimesAtMost() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB), answered(FIRST, NEW_CALL, BOB));

    scope.hear(ended(FIRST));
    scope.hear(ended(FIRST));
    scope.hear(ended(FIRST));

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.proxy().actions())
        .containsExactly(PLACE, REFER, new End(FIRST), new End(FIRST), new End(FIRST));
  }

  @Test
  void asksThePhoneAgainIfNeitherAReplyNorACallCame() {
    theCallerAnswers();

    scope.advance(Duration.ofMillis(1_999));
    assertThat(scope.proxy().actions()).containsExactly(PLACE, REFER);
    scope.advance(Duration.ofMillis(1));
    assertThat(scope.proxy().actions()).containsExactly(PLACE, REFER, REFER);
    scope.proxy().accept(Refer.class);

    assertThat(scope.reports()).containsExactly(CALLER_ANSWERED, TRANSFERRING);
  }

  @Test
  void doesNotAskThePhoneAgainAfterItIsCancelled() {
    theCallerAnswers();

    scope.cancel();
    scope.advance(Duration.ofSeconds(9));

    assertThat(scope.isRunning()).isTrue();
    assertThat(scope.proxy().actions()).containsOnlyOnce(REFER);
  }

  @Test
  void doesNotTakeTheCallOfAnotherTransferBetweenTheSameForItsOwn() {
    CallId otherFirst = new CallId("cmd-2");
    theCallerAnswers();
    scope
        .proxy()
        .has(new Call(OTHER_CALL, CallState.CONFIRMED, ALICE, BOB, Instant.now(), otherFirst));
    scope.advance(Duration.ofSeconds(4));
    assertThat(scope.reports()).doesNotContain(TRANSFERRING);

    scope.proxy().has(new Call(NEW_CALL, CallState.CONFIRMED, ALICE, BOB, Instant.now(), FIRST));
    scope.advance(Duration.ofSeconds(4));

    assertThat(scope.reports()).contains(TRANSFERRING, TRANSFER_START);
  }

  @Test
  void findsTheNewCallIfTheReplyAndTheStartAreLost() {
    theCallerAnswers();
    scope.proxy().has(ringing(NEW_CALL, ALICE, BOB));

    scope.advance(Duration.ofSeconds(2));

    assertThat(scope.reports()).containsExactly(CALLER_ANSWERED, TRANSFERRING, TRANSFER_START);
    assertThat(scope.proxy().actions()).containsExactly(PLACE, REFER);
  }

  @Test
  void looksForTheNewCallIfNoEventComes() {
    thePhoneAcceptsTheTransfer();
    scope.advance(Duration.ofSeconds(5));
    scope.proxy().has(ringing(NEW_CALL, ALICE, BOB));

    scope.advance(Duration.ofMillis(3_999));
    assertThat(scope.reports()).endsWith(TRANSFERRING);
    scope.advance(Duration.ofMillis(1));
    assertThat(scope.reports()).endsWith(TRANSFERRING, TRANSFER_START);
    scope.raise(start(FIRST, NEW_CALL, BOB), answered(FIRST, NEW_CALL, BOB));

    assertThat(scope.reports())
        .containsExactly(CALLER_ANSWERED, TRANSFERRING, TRANSFER_START, CALLEE_ANSWERED);
  }

  @Test
  void takesAnEarlierCallOfTheSameTwoForNoNewOne() {
    thePhoneAcceptsTheTransfer();
    scope.proxy().has(up(OTHER_CALL, ALICE, BOB));

    scope.advance(Duration.ofSeconds(14));

    assertThat(scope.reports()).containsExactly(CALLER_ANSWERED, TRANSFERRING);
  }

  @Test
  void takesTheDialogOfTheNewCallForTheAnswerIfTheEventIsLost() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB), confirmed(NEW_CALL));

    scope.advance(Duration.ofMillis(999));
    assertThat(scope.reports()).endsWith(TRANSFER_START);
    scope.advance(Duration.ofMillis(1));

    assertThat(scope.reports()).endsWith(TRANSFER_START, CALLEE_ANSWERED);
  }

  @Test
  void asksTheProxyForTheNewCallIfAllItsEventsAreLost() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB));
    scope.advance(Duration.ofMillis(500));
    scope.lose(answered(FIRST, NEW_CALL, BOB));

    scope.advance(Duration.ofSeconds(2));

    assertThat(scope.reports()).endsWith(TRANSFER_START, CALLEE_ANSWERED);
  }

  @Test
  void tellsTheAnswerOnceIfTheDialogComesBeforeTheEvent() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB), confirmed(NEW_CALL));

    scope.raise(answered(FIRST, NEW_CALL, BOB));
    scope.advance(Duration.ofSeconds(2));

    assertThat(scope.reports())
        .containsExactly(CALLER_ANSWERED, TRANSFERRING, TRANSFER_START, CALLEE_ANSWERED);
  }

  @Test
  void takesTheEndOfTheNewCallForItsFailureIfTheEventIsLost() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB), ended(NEW_CALL));

    scope.advance(Duration.ofSeconds(1));
    theFirstDialogEnds();

    assertThat(scope.failure()).isEqualTo(Cause.sip(481, "The call has ended"));
    assertThat(scope.reports()).containsExactly(CALLER_ANSWERED, TRANSFERRING, TRANSFER_START);
  }

  @Test
  void noticesByAskingThatTheNewCallHasFailed() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB));
    scope.lose(failed(FIRST, NEW_CALL, 486, "Busy Here"));

    scope.advance(Duration.ofMillis(1_500));
    theFirstDialogEnds();

    assertThat(scope.failure()).isEqualTo(Cause.sip(481, "The call has ended"));
  }

  @Test
  void failsWithTheStatusOfTheEventAlthoughTheDialogEndsBefore() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB), ended(NEW_CALL));

    scope.advance(Duration.ofMillis(950));
    scope.raise(failed(FIRST, NEW_CALL, 486, "Busy Here"));
    scope.advance(Duration.ofMillis(100));
    theFirstDialogEnds();

    assertThat(scope.failure()).isEqualTo(Cause.sip(486, "Busy Here"));
  }

  @Test
  void endsASecondNewCallToTheCallee() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB));

    scope.raise(start(FIRST, SECOND_CALL, BOB), start(FIRST, SECOND_CALL, BOB));
    scope.raise(answered(FIRST, SECOND_CALL, BOB), failed(FIRST, SECOND_CALL, 486, "Busy Here"));
    scope.advance(Duration.ofSeconds(2));

    assertThat(scope.isRunning()).isTrue();
    assertThat(scope.reports()).containsExactly(CALLER_ANSWERED, TRANSFERRING, TRANSFER_START);
    assertThat(scope.proxy().actions()).containsExactly(PLACE, REFER, new End(SECOND_CALL));
  }

  @Test
  void leavesANewCallToSomebodyElseAlone() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB));

    scope.raise(start(FIRST, OTHER_CALL, CAROL));

    assertThat(scope.proxy().actions()).containsExactly(PLACE, REFER);
  }

  @Test
  void goesOnIfTheEventOfTheHangUpOvertakesTheReply() {
    theCallerAnswers();
    scope.raise(ended(FIRST));
    scope.advance(Duration.ofSeconds(1));

    scope.proxy().accept(Refer.class);
    scope.raise(start(FIRST, NEW_CALL, BOB), answered(FIRST, NEW_CALL, BOB));

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.reports())
        .containsExactly(CALLER_ANSWERED, TRANSFERRING, TRANSFER_START, CALLEE_ANSWERED);
  }

  @Test
  void failsSoonIfTheCallerHangsUpAndThePhoneDoesNotAnswerTheRequest() {
    theCallerAnswers();

    scope.raise(ended(FIRST));
    scope.advance(Duration.ofSeconds(2));

    assertThat(scope.failure()).isEqualTo(Cause.sip(481, "The call has ended"));
    assertThat(scope.proxy().actions()).containsExactly(PLACE, REFER);
  }

  @Test
  void endsTheCallThatThePhonePlacesAfterItIsCancelled() {
    thePhoneAcceptsTheTransfer();

    scope.cancel();
    scope.raise(start(FIRST, NEW_CALL, BOB));
    scope.proxy().accept(End.class);
    scope.raise(ended(NEW_CALL));
    theFirstDialogEnds();

    assertThat(scope.failure()).isEqualTo(Cause.client("Cancelled"));
    assertThat(scope.reports()).containsExactly(CALLER_ANSWERED, TRANSFERRING);
    assertThat(scope.proxy().actions())
        .containsExactlyInAnyOrder(PLACE, REFER, new End(NEW_CALL), new End(FIRST));
  }

  @Test
  void failsIfTheProxyLosesTheFirstDialog() {
    thePhoneAcceptsTheTransfer();

    scope.raise(lost(FIRST));
    scope.advance(Duration.ofSeconds(2));

    assertThat(scope.failure()).isEqualTo(Cause.proxy("The proxy has lost the call"));
    assertThat(scope.proxy().actions()).containsExactly(PLACE, REFER);
  }

  @Test
  void failsIfTheProxyLosesBothCalls() {
    thePhoneAcceptsTheTransfer();
    scope.raise(start(FIRST, NEW_CALL, BOB));

    scope.raise(lost(FIRST), lost(NEW_CALL));
    scope.advance(Duration.ofSeconds(1));

    assertThat(scope.failure()).isEqualTo(Cause.proxy("The proxy has lost the call"));
  }

  @Test
  void doesNotTakeALossBeforeTheDialogForItsEnd() {
    scope.raise(lost(FIRST));
    theCallerAnswers();

    assertThat(scope.reports()).containsExactly(CALLER_ANSWERED);
    assertThat(scope.isRunning()).isTrue();
    assertThat(scope.proxy().actions()).containsExactly(PLACE, REFER);
  }
}
