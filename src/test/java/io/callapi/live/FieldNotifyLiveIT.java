package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a phone reports of a transfer proves nothing, on a real proxy. */
@LiveProxy
class FieldNotifyLiveIT {

  private static final Duration SLOW_ANSWER = Duration.ofMillis(2500);

  private PhoneFarm phones;
  private LiveCalls calls;

  @BeforeEach
  void takeOver(PhoneFarm phones, LiveCalls calls) {
    this.phones = phones;
    this.calls = calls;
  }

  @ParameterizedTest
  @CsvSource({"busy, 486 Busy Here", "decline, 603 Decline"})
  void takesNoLateReportOfAnEarlierTransferForItsOwn(
      String first, String status, OpenSipsProcess proxy) {
    assumeTrue(proxy.answersRefer(), "a second call_transfer, before OpenSIPS 3.5, gets 491");
    String call = calls.establish("alice", "latenotify");

    CommandRun failed = calls.commands().blind(call, "callee", first).awaitEnd();
    CommandRun again = calls.commands().blind(call, "callee", "slow").awaitEnd();
    calls.leavesCallOf(again.newCall(), "latenotify", "slow");

    assertThat(failed.error()).isEqualTo(status);
    assertThat(again.events()).doesNotContain("Error");
    assertThat(again.events()).filteredOn("TransferPending"::equals).hasSizeLessThan(2);
  }

  @Test
  void takesNoLateReportOfATransferOfTheCallersLegForItsOwn(OpenSipsProcess proxy) {
    assumeTrue(proxy.answersRefer(), "a second call_transfer, before OpenSIPS 3.5, gets 491");
    String call = calls.establish("latenotify", "alice");

    CommandRun failed = calls.commands().blind(call, "caller", "busy").awaitEnd();
    CommandRun again = calls.commands().blind(call, "caller", "slow").awaitEnd();
    calls.leavesCallOf(again.newCall(), "latenotify", "slow");

    assertThat(failed.error()).isEqualTo("486 Busy Here");
  }

  @ParameterizedTest
  @CsvSource({"alice, earlynotify, callee", "earlynotify, alice, caller"})
  void keepsTheOldCallWhenThePhoneReportsSuccessAndNobodyAnswers(
      String from, String to, String leg) {
    String call = calls.establish(from, to);
    calls.leavesCallOf(call, "alice", "earlynotify");

    CommandRun run = calls.commands().blind(call, leg, "noanswer").awaitEnd();

    assertThat(run.events()).doesNotContain("TransferSuccessful");
    assertThat(run.error()).isEqualTo("408 Request Timeout");
  }

  @Test
  void waitsForTheAnswerWhenThePhoneReportsSuccessEarly() {
    String call = calls.establish("alice", "earlynotify");

    CommandRun run = calls.commands().blind(call, "callee", "slow").awaitEnd();
    calls.leavesCallOf(run.newCall(), "earlynotify", "slow");

    assertThat(run.timeTo("TransferSuccessful")).isGreaterThan(SLOW_ANSWER);
  }

  @Test
  void startsNoCallWhenTheCallersPhoneReportsSuccessAndNobodyAnswers() {
    CommandRun run = calls.commands().start("earlynotify", "noanswer").awaitEnd();

    assertThat(run.events()).doesNotContain("CalleeAnswered");
    assertThat(run.error()).isEqualTo("408 Request Timeout");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bob", "slow"})
  void readsTheStatusOfAReportThatHasHeaders(String callee) {
    CommandRun run = calls.commands().start("headernotify", callee).awaitEnd();
    calls.leavesCallOf(run.newCall(), "headernotify", callee);

    assertThat(run.data("TransferPending").getString("extra")).isEqualTo("180 Ringing");
    assertThat(run.events()).filteredOn("TransferPending"::equals).hasSize(1);
  }

  @Test
  void readsTheStatusOfAReportThatHasHeadersInATransfer() {
    String call = calls.establish("alice", "headernotify");

    CommandRun run = calls.commands().blind(call, "callee", "slow").awaitEnd();
    calls.leavesCallOf(run.newCall(), "headernotify", "slow");

    assertThat(run.data("TransferPending").getString("extra")).isEqualTo("180 Ringing");
    assertThat(phones.phone("alice").dialogs()).isEmpty();
  }
}
