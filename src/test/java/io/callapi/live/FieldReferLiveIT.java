package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Phones that take their time over a REFER, or obey it in their own way, on a real proxy. */
@LiveProxy(ProxyVariant.PATIENT)
class FieldReferLiveIT {

  /** RFC 3261, section 14.1: whoever got 491 and made the Call-ID waits for that long. */
  private static final Duration AFTER_GLARE = Duration.ofMillis(2100);

  private PhoneFarm phones;
  private LiveCalls calls;

  @BeforeEach
  void takeOver(PhoneFarm phones, LiveCalls calls) {
    this.phones = phones;
    this.calls = calls;
  }

  @ParameterizedTest
  @CsvSource({"alice, lateanswer, callee", "lateanswer, alice, caller"})
  void transfersACallWithOneReferToAPhoneThatAnswersLate(String from, String to, String leg) {
    String call = calls.establish(from, to);

    CommandRun run = calls.commands().blind(call, leg, "carol").awaitEnd();
    calls.leavesCallOf(run.newCall(), "carol", "lateanswer");

    assertAskedOnce("lateanswer");
  }

  @Test
  void joinsTwoCallsWithOneReferToAPhoneThatAnswersLate() {
    String callA = calls.establish("alice", "lateanswer");
    String callB = calls.establish("dave", "carol");

    CommandRun run = calls.commands().attended(callA, "callee", callB, "callee").awaitEnd();
    calls.leavesCallOf(run.newCall(), "carol", "lateanswer");

    assertThat(phones.phone("lateanswer").requests("REFER")).hasSize(1);
  }

  @Test
  void startsACallWithOneReferToAPhoneThatAnswersLate() {
    CommandRun run = calls.commands().start("lateanswer", "carol").awaitEnd();
    calls.leavesCallOf(run.newCall(), "carol", "lateanswer");

    assertAskedOnce("lateanswer");
  }

  private void assertAskedOnce(String referee) {
    assertThat(phones.phone(referee).requests("REFER")).hasSize(1);
    assertThat(phones.phone("carol").timesCalled()).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"blind", "attended"})
  void leavesNoCallThatNobodyKnowsWhenThePhoneAnswersTooLate(
      String transfer, OpenSipsProcess proxy) {
    assumeTrue(proxy.answersRefer(), "what the phone answers is not known before OpenSIPS 3.5");
    String callA = calls.establish("alice", "toolateanswer");
    String callB = calls.establish("dave", "carol");

    CommandRun run =
        transfer.equals("blind")
            ? calls.commands().blind(callA, "callee", "bob").awaitEnd()
            : calls.commands().attended(callA, "callee", callB, "callee").awaitEnd();
    awaitCallOf(transfer.equals("blind") ? "bob" : "carol", transfer.equals("blind") ? 1 : 2);

    if (run.hasFailed()) {
      calls.leaves(callA, callB);
      assertThat(run.error()).isEqualTo("408 Request Timeout");
    } else {
      calls.leaves(run.newCall());
      calls.leaves(transfer.equals("blind") ? callB : run.newCall());
    }
    assertThat(phones.phone("toolateanswer").requests("REFER")).hasSize(1);
  }

  @Test
  void leavesNoStartedCallThatNobodyKnowsWhenThePhoneAnswersTooLate() {
    CommandRun run = calls.commands().start("toolateanswer", "carol").awaitEnd();
    awaitCallOf("carol", 1);

    if (!run.hasFailed()) {
      calls.leavesCallOf(run.newCall(), "carol", "toolateanswer");
    }
    assertAskedOnce("toolateanswer");
  }

  @ParameterizedTest
  @CsvSource({"alice, latecall, callee", "latecall, alice, caller"})
  void leavesNoCallThatNobodyKnowsWhenTheOldOneEndsBeforeIt(String from, String to, String leg) {
    String call = calls.establish(from, to);

    CommandRun run = calls.commands().blind(call, leg, "carol").await("Transferring");
    phones.hangUp("alice", call).await();
    run.awaitEnd();
    awaitCallOf("carol", 1);

    if (!run.hasFailed()) {
      calls.leavesCallOf(run.newCall(), "carol", "latecall");
    }
  }

  @ParameterizedTest
  @CsvSource({"alice, hangupfirst, callee", "hangupfirst, alice, caller"})
  void findsTheCallOfAPhoneThatHangsUpTheOldOneFirst(String from, String to, String leg) {
    String call = calls.establish(from, to);

    CommandRun run = calls.commands().blind(call, leg, "carol").awaitEnd();
    calls.leavesCallOf(run.newCall(), "carol", "hangupfirst");
  }

  @Test
  void startsACallForAPhoneThatHangsUpTheFirstDialogBeforeItCalls() {
    CommandRun run = calls.commands().start("hangupfirst", "carol").awaitEnd();
    calls.leavesCallOf(run.newCall(), "carol", "hangupfirst");
  }

  @Test
  void endsTheSecondCallOfAPhoneThatObeysTwiceInATransfer() {
    String call = calls.establish("alice", "twice");

    CommandRun run = calls.commands().blind(call, "callee", "carol").awaitEnd();
    awaitCallOf("carol", 2);

    calls.leavesCallOf(run.newCall(), "carol", "twice");
  }

  @Test
  void endsTheSecondCallOfAPhoneThatObeysTwiceInACallStart() {
    CommandRun run = calls.commands().start("twice", "carol").awaitEnd();
    awaitCallOf("carol", 2);

    calls.leavesCallOf(run.newCall(), "carol", "twice");
  }

  @ParameterizedTest
  @CsvSource({"alice, referglare, callee", "referglare, alice, caller"})
  void asksAgainAfterAWhileWhenThePhoneSays491(
      String from, String to, String leg, OpenSipsProcess proxy) {
    assumeTrue(proxy.answersRefer(), "what the phone answers is not known before OpenSIPS 3.5");
    String call = calls.establish(from, to);

    CommandRun run = calls.commands().blind(call, leg, "carol").awaitEnd();
    calls.leavesCallOf(run.newCall(), "carol", "referglare");

    assertThat(phones.phone("referglare").requests("REFER")).hasSize(2);
    assertThat(run.timeTo("TransferSuccessful")).isGreaterThan(AFTER_GLARE);
  }

  private void awaitCallOf(String phone, int times) {
    await().until(() -> phones.phone(phone).timesCalled() >= times);
  }
}
