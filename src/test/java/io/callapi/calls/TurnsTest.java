package io.callapi.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.calls.CallsRequest.Enter;
import io.callapi.calls.CallsRequest.Purpose;
import io.callapi.sip.CallId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private static final CallId A = new CallId("a");
  private static final CallId B = new CallId("b");

  private final FakeTime time = new FakeTime();
  private final List<String> said = new ArrayList<>();
  private final Turns turns =
      new Turns(
          time,
          CallTableSettings.DEFAULT.times(),
          new Turns.Listener() {
            @Override
            public void onEnding(CallId call, String byCmdId) {
              said.add(byCmdId + " ends " + call);
            }

            @Override
            public void onDropped(String cmdId) {
              said.add(cmdId + " dropped");
            }
          });

  private void enter(String cmdId, Purpose purpose, CallId... calls) {
    turns.enter(
        new Enter(cmdId, List.of(calls), purpose, ""),
        admission -> said.add(cmdId + " " + admission));
  }

  @Test
  void letsCommandsOfOneCallGoInTheOrderInWhichTheyCame() {
    enter("hold", Purpose.HOLD, A);
    enter("resume", Purpose.HOLD, A);
    enter("transfer", Purpose.TRANSFER, A);
    assertThat(said).containsExactly("hold GRANTED");

    turns.leave("hold");
    assertThat(said).containsExactly("hold GRANTED", "resume GRANTED");

    turns.leave("resume");
    assertThat(said).endsWith("transfer GRANTED");
  }

  @Test
  void letsCommandsOfDifferentCallsGoAtOnce() {
    enter("one", Purpose.HOLD, A);
    enter("two", Purpose.HOLD, B);

    assertThat(said).containsExactly("one GRANTED", "two GRANTED");
  }

  @Test
  void refusesASecondTransferAtOnceWhetherTheFirstRunsOrWaits() {
    enter("hold", Purpose.HOLD, A);
    enter("waiting", Purpose.TRANSFER, A);
    enter("second", Purpose.TRANSFER, A);
    assertThat(said).containsExactly("hold GRANTED", "second PENDING");

    turns.leave("hold");
    enter("third", Purpose.TRANSFER, B, A);
    assertThat(said).endsWith("waiting GRANTED", "third PENDING");

    enter("of b", Purpose.TRANSFER, B);
    assertThat(said).endsWith("of b GRANTED");
  }

  @Test
  void refusesATransferOfACallThatIsBeingStarted() {
    enter("start", Purpose.START, A);
    enter("transfer", Purpose.TRANSFER, A);

    assertThat(said).containsExactly("start GRANTED", "transfer PENDING");
    assertThat(turns.isStarting(A)).isTrue();
  }

  @Test
  void startsNoCallWhoseCallIdAnotherCommandHas() {
    enter("end", Purpose.END, A);
    enter("start", Purpose.START, A);

    assertThat(said).endsWith("start IN_USE");
  }

  @Test
  void givesAnAttendedTransferBothItsCallsOrNone() {
    enter("hold", Purpose.HOLD, B);
    enter("attended", Purpose.TRANSFER, A, B);
    enter("other", Purpose.HOLD, A);
    assertThat(said).containsExactly("hold GRANTED");

    turns.leave("hold");
    assertThat(said).endsWith("attended GRANTED");

    turns.leave("attended");
    assertThat(said).endsWith("other GRANTED");
  }

  @Test
  void doesNotLockTwoCommandsThatNameTheSameCallsInOppositeOrder() {
    enter("one", Purpose.HOLD, A, B);
    enter("two", Purpose.HOLD, B, A);

    turns.leave("one");

    assertThat(said).containsExactly("one GRANTED", "two GRANTED");
  }

  @Test
  void cutsShortWhatWaitsWhenTheCallIsEndedAndWaitsForWhatRuns() {
    enter("hold", Purpose.HOLD, A);
    enter("resume", Purpose.HOLD, A);
    enter("end", Purpose.END, A);
    assertThat(said).containsExactly("hold GRANTED", "resume CUT_SHORT", "end ends a");

    turns.leave("hold");
    assertThat(said).endsWith("end GRANTED");
  }

  @Test
  void letsAnEndWaitForNoMoreThanThreeSeconds() {
    enter("hold", Purpose.HOLD, A);
    enter("end", Purpose.END, A);

    time.pass(Duration.ofMillis(2_999));
    assertThat(said).endsWith("end ends a");

    time.pass(Duration.ofMillis(1));
    assertThat(said).endsWith("end GRANTED");
  }

  @Test
  void letsTheSecondEndWaitForTheFirst() {
    enter("one", Purpose.END, A);
    enter("two", Purpose.END, A);
    time.pass(Duration.ofSeconds(10));
    assertThat(said).doesNotContain("two GRANTED");

    turns.leave("one");
    assertThat(said).endsWith("two GRANTED");
  }

  @Test
  void letsAHoldWaitForTheEndThatCameBefore() {
    enter("end", Purpose.END, A);
    enter("hold", Purpose.HOLD, A);
    assertThat(said).doesNotContain("hold GRANTED");

    turns.leave("end");
    assertThat(said).endsWith("hold GRANTED");
  }

  @Test
  void freesTheOtherCallWhenAnEndCutsAnAttendedTransferShort() {
    enter("hold", Purpose.HOLD, A);
    enter("attended", Purpose.TRANSFER, A, B);
    enter("of b", Purpose.HOLD, B);

    enter("end", Purpose.END, A);

    assertThat(said)
        .containsExactlyInAnyOrder(
            "hold GRANTED", "attended CUT_SHORT", "of b GRANTED", "end ends a");
  }

  @Test
  void tellsACommandThatWaitsTooLong() {
    enter("first", Purpose.HOLD, A);
    enter("second", Purpose.HOLD, A);

    time.pass(Duration.ofSeconds(150));

    assertThat(said).containsExactly("first GRANTED", "second LATE");
  }

  @Test
  void dropsAHolderThatNeverLeaves() {
    enter("dead", Purpose.HOLD, A);
    time.pass(Duration.ofMinutes(9));
    enter("next", Purpose.HOLD, A);

    time.pass(Duration.ofMinutes(1));

    assertThat(said).containsExactly("dead GRANTED", "next GRANTED", "dead dropped");
  }

  @Test
  void answersACommandThatLeavesWhileItWaitsAndKeepsNothingOfIt() {
    enter("first", Purpose.HOLD, A);
    enter("second", Purpose.HOLD, A);
    turns.leave("second");
    turns.leave("first");

    assertThat(said).containsExactly("first GRANTED", "second CUT_SHORT");
    assertThat(turns.isTaken(A)).isFalse();
    assertThat(turns.size()).isZero();
    assertThat(time.pending()).isZero();
  }
}
