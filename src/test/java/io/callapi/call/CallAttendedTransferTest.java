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
import static io.callapi.call.Happenings.start;
import static io.callapi.call.Happenings.up;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.proxy.Call;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Cause;
import io.callapi.proxy.ProxyRequest.End;
import io.callapi.proxy.ProxyRequest.LookUp;
import io.callapi.proxy.ProxyRequest.Replace;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipUri;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Alice talks to Bob in call A, Dave to Carol in call B: Bob is connected to Carol. */
class CallAttendedTransferTest {

  private static final CallId CALL_A = CALL;
  private static final CallId CALL_B = OTHER_CALL;
  private static final Instant B_STARTED = Instant.ofEpochSecond(1_795_443_260);
  private static final Replace REPLACE = new Replace(CALL_A, Leg.CALLEE, CALL_B, Leg.CALLEE);

  private static final String NEW =
      "{\"callid\":\"53s7t5y83lal@ua.py\",\"destination\":\"sip:carol@127.0.0.1:5072\"";
  private static final String TRANSFER_START = "TransferStart " + NEW + "}";
  private static final String RINGING = "TransferPending " + NEW + ",\"extra\":\"180 Ringing\"}";
  private static final String SUCCESSFUL = "TransferSuccessful " + NEW + "}";

  private static final Call A = up(CALL_A, ALICE, BOB);
  private static final Call B = new Call(CALL_B, CallState.CONFIRMED, DAVE, CAROL, B_STARTED);

  private final FakeScope scope = transferring(A, B);

  private static FakeScope transferring(Call... calls) {
    return FakeScope.running(
        s ->
            new CallAttendedTransfer(
                new CallAttendedTransfer.Params(CALL_A, Leg.CALLEE, CALL_B, Leg.CALLEE), s),
        calls);
  }

  private void thePhoneAccepts() {
    scope.proxy().accept(Replace.class);
  }

  @Test
  void tellsAllStagesInOrderAndThenEndsCallA() {
    thePhoneAccepts();
    scope.raise(start(CALL_A, NEW_CALL, CAROL), start(CALL_B, NEW_CALL, CAROL));
    scope.raise(notified(CALL_A, NEW_CALL, 180, "Ringing"));
    scope.raise(answered(CALL_B, NEW_CALL, CAROL), answered(CALL_A, NEW_CALL, CAROL));
    scope.raise(notified(CALL_A, NEW_CALL, 200, "OK"), ended(CALL_B));
    scope.proxy().accept(End.class);
    scope.raise(ended(CALL_A));

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.reports())
        .containsExactly("Transferring", TRANSFER_START, RINGING, SUCCESSFUL);
    assertThat(scope.proxy().actions()).containsExactly(REPLACE, new End(CALL_A));
  }

  @Test
  void tellsTheAcknowledgementFirstIfEventsComeBeforeTheReply() {
    scope.raise(notified(CALL_A, NEW_CALL, 180, "Ringing"));
    assertThat(scope.reports()).isEmpty();
    scope.raise(start(CALL_B, NEW_CALL, CAROL));
    scope.proxy().accept(Replace.class);

    assertThat(scope.reports()).containsExactly("Transferring", TRANSFER_START, RINGING);
  }

  @Test
  void isContentWithTheEventsOfOneOfTheCalls() {
    thePhoneAccepts();

    scope.raise(start(CALL_B, NEW_CALL, CAROL), answered(CALL_B, NEW_CALL, CAROL));

    assertThat(scope.reports()).containsExactly("Transferring", TRANSFER_START, SUCCESSFUL);
  }

  @Test
  void namesThePartyOfCallBIfTheProxyNamesNoDestination() {
    thePhoneAccepts();
    scope.lose(start(CALL_A, NEW_CALL, CAROL));

    scope.raise(notified(CALL_A, NEW_CALL, 180, "Ringing"));
    scope.advance(Duration.ofSeconds(1));

    assertThat(scope.reports()).containsExactly("Transferring", TRANSFER_START, RINGING);
  }

  @Test
  void endsCallBIfItDoesNotEndByItself() {
    thePhoneAccepts();
    scope.raise(start(CALL_A, NEW_CALL, CAROL), answered(CALL_A, NEW_CALL, CAROL));
    scope.proxy().accept(End.class);
    scope.raise(ended(CALL_A));
    assertThat(scope.proxy().actions()).containsExactly(REPLACE, new End(CALL_A));

    scope.advance(Duration.ofSeconds(1));
    scope.proxy().accept(End.class);
    scope.raise(ended(CALL_B));

    assertThat(scope.hasSucceeded()).isTrue();
    assertThat(scope.proxy().actions()).containsExactly(REPLACE, new End(CALL_A), new End(CALL_B));
  }

  @Test
  void failsIfCallAIsUnknown() {
    FakeScope unknown = transferring(B);

    assertThat(unknown.failure()).isEqualTo(Cause.mi(404, "Dialog not found"));
    assertThat(unknown.reports()).isEmpty();
    assertThat(unknown.proxy().requests()).containsExactly(new LookUp(CALL_A));
  }

  @Test
  void failsWithTheReferencesTextIfCallBIsUnknown() {
    FakeScope unknown = transferring(A);

    assertThat(unknown.failure()).isEqualTo(Cause.mi(404, "Transfer dialog not found"));
    assertThat(unknown.reports()).isEmpty();
    assertThat(unknown.proxy().actions()).isEmpty();
  }

  @Test
  void failsWithTheStatusOfThePhoneThatRefuses() {
    scope.proxy().refuse(Replace.class, Cause.sip(603, "Decline"));

    assertThat(scope.failure()).isEqualTo(Cause.sip(603, "Decline"));
    assertThat(scope.proxy().requests())
        .containsExactly(new LookUp(CALL_A), new LookUp(CALL_B), REPLACE);
  }

  @Test
  void keepsBothCallsIfTheNewOneFails() {
    thePhoneAccepts();
    scope.raise(start(CALL_A, NEW_CALL, CAROL), failed(CALL_A, NEW_CALL, 486, "Busy Here"));

    scope.advance(Duration.ofMillis(100));

    assertThat(scope.failure()).isEqualTo(Cause.sip(486, "Busy Here"));
    assertThat(scope.proxy().actions()).containsExactly(REPLACE);
  }

  @Test
  void endsThePlainThirdCallOfAPhoneWithoutReplaces() {
    thePhoneAccepts();
    CallId third = new CallId("third@bob");

    scope.proxy().has(new Call(third, CallState.CONFIRMED, BOB, CAROL, B_STARTED.plusSeconds(1)));

    scope.advance(Duration.ofSeconds(15));
    scope.proxy().accept(End.class);
    scope.raise(ended(third));

    assertThat(scope.failure()).isEqualTo(Cause.timeout("No new call of the phone in time"));
    assertThat(scope.proxy().actions()).containsExactly(REPLACE, new End(third));
  }

  @Test
  void leavesCallsAloneThatItCannotHaveCaused() {
    thePhoneAccepts();
    scope
        .proxy()
        .has(
            new Call(
                new CallId("older"), CallState.CONFIRMED, BOB, CAROL, B_STARTED.minusSeconds(1)),
            new Call(new CallId("to-dave"), CallState.CONFIRMED, BOB, DAVE, B_STARTED),
            new Call(new CallId("of-alice"), CallState.CONFIRMED, ALICE, CAROL, B_STARTED),
            new Call(new CallId("of-nobody"), CallState.CONFIRMED, null, null, null));

    scope.advance(Duration.ofSeconds(15));

    assertThat(scope.failure()).isEqualTo(Cause.timeout("No new call of the phone in time"));
    assertThat(scope.proxy().actions()).containsExactly(REPLACE);
  }

  @Test
  void endsTheNewCallIfItIsCancelled() {
    thePhoneAccepts();
    scope.raise(start(CALL_A, NEW_CALL, CAROL));

    scope.cancel();
    scope.proxy().accept(End.class);
    scope.raise(ended(NEW_CALL));

    assertThat(scope.failure()).isEqualTo(Cause.client("Cancelled"));
    assertThat(scope.proxy().actions()).containsExactly(REPLACE, new End(NEW_CALL));
  }

  @Test
  void failsIfCallAEndsInMidCommand() {
    thePhoneAccepts();

    scope.raise(ended(CALL_A));
    scope.advance(Duration.ofSeconds(2));

    assertThat(scope.failure()).isEqualTo(Cause.sip(481, "The call has ended"));
  }

  @Test
  void showsTheDestinationThatTheProxyNames() {
    thePhoneAccepts();

    scope.raise(start(CALL_A, NEW_CALL, new SipUri("sip:carol-0x55f5@192.0.2.1:40000")));

    assertThat(scope.reports())
        .contains(
            "TransferStart {\"callid\":\"53s7t5y83lal@ua.py\","
                + "\"destination\":\"sip:carol-0x55f5@192.0.2.1:40000\"}");
  }

  @Test
  void asksAgainIfTheRequestIsLost() {
    scope.advance(Duration.ofMillis(1_999));
    assertThat(scope.proxy().actions()).containsExactly(REPLACE);
    scope.advance(Duration.ofMillis(1));
    assertThat(scope.proxy().actions()).containsExactly(REPLACE, REPLACE);
    thePhoneAccepts();
    scope.raise(start(CALL_A, NEW_CALL, CAROL));

    assertThat(scope.reports()).containsExactly("Transferring", TRANSFER_START);
  }

  @Test
  void takesTheNewCallForTheAnswerIfTheReplyIsLost() {
    scope.raise(start(CALL_A, NEW_CALL, CAROL), start(CALL_B, NEW_CALL, CAROL));
    assertThat(scope.reports()).containsExactly("Transferring", TRANSFER_START);

    scope.advance(Duration.ofSeconds(15));
    assertThat(scope.proxy().actions()).containsExactly(REPLACE);
  }

  @Test
  void endsASecondNewCallOnceAlthoughBothCallsTellOfIt() {
    thePhoneAccepts();
    scope.raise(start(CALL_A, NEW_CALL, CAROL), start(CALL_B, NEW_CALL, CAROL));

    scope.raise(start(CALL_A, SECOND_CALL, CAROL), start(CALL_B, SECOND_CALL, CAROL));

    assertThat(scope.reports()).containsExactly("Transferring", TRANSFER_START);
    assertThat(scope.proxy().actions()).containsExactly(REPLACE, new End(SECOND_CALL));
  }

  @Test
  void takesTheDialogForTheAnswerIfTheEventsAreLost() {
    thePhoneAccepts();
    scope.raise(start(CALL_A, NEW_CALL, CAROL));
    scope.lose(answered(CALL_A, NEW_CALL, CAROL));

    scope.advance(Duration.ofMillis(1_500));

    assertThat(scope.reports()).containsExactly("Transferring", TRANSFER_START, SUCCESSFUL);
  }

  @Test
  void failsIfTheProxyLosesCallA() {
    thePhoneAccepts();

    scope.raise(lost(CALL_A), lost(CALL_B));
    scope.advance(Duration.ofSeconds(2));

    assertThat(scope.failure()).isEqualTo(Cause.proxy("The proxy has lost the call"));
  }

  @Test
  void takesTheCallOfThePhoneForTheTransferOnceCallBIsReplaced() {
    scope.proxy().forgets(CALL_B);
    scope.proxy().has(new Call(NEW_CALL, CallState.CONFIRMED, BOB, CAROL, B_STARTED));

    scope.advance(Duration.ofSeconds(4));

    assertThat(scope.reports()).containsExactly("Transferring", TRANSFER_START, SUCCESSFUL);
    assertThat(scope.proxy().actions()).containsOnlyOnce(REPLACE);
  }

  @Test
  void takesAPlainCallOfThePhoneForNoTransfer() {
    thePhoneAccepts();
    scope.proxy().has(new Call(NEW_CALL, CallState.CONFIRMED, BOB, CAROL, B_STARTED));

    scope.advance(Duration.ofSeconds(14));

    assertThat(scope.reports()).containsExactly("Transferring");
    assertThat(scope.isRunning()).isTrue();
  }
}
