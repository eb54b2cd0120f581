package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several phones are registered under one address, on a real proxy. */
@LiveProxy
class FieldForkLiveIT {

  private OpenSipsProcess proxy;
  private PhoneFarm phones;
  private LiveCalls calls;

  @BeforeEach
  void takeOver(OpenSipsProcess proxy, PhoneFarm phones, LiveCalls calls) {
    this.proxy = proxy;
    this.phones = phones;
    this.calls = calls;
  }

  private String registered(String... names) {
    String user = "team-" + PhoneLine.token();
    for (String name : names) {
      phones.register(name, user).await();
    }
    return "sip:" + user + "@" + proxy.host() + ":" + proxy.sipPort();
  }

  @ParameterizedTest
  @CsvSource({"alice, bob, callee, bob", "bob, alice, caller, bob"})
  void joinsACallWithThePhoneThatHasAnswered(
      String from, String to, String leg, String transferred) {
    String callA = calls.establish(from, to);
    String callB = calls.establish("dave", registered("noanswer", "laterings"));

    CommandRun run = calls.commands().attended(callA, leg, callB, "callee").awaitEnd();

    calls.leavesCallOf(run.newCall(), transferred, "laterings");
  }

  @Test
  void joinsTheCallerOfAForkedCall() {
    String callA = calls.establish("alice", "bob");
    String callB = calls.establish("dave", registered("noanswer", "laterings"));

    CommandRun run = calls.commands().attended(callA, "callee", callB, "caller").awaitEnd();

    calls.leavesCallOf(run.newCall(), "bob", "dave");
  }

  @Test
  void transfersThePhoneThatHasAnswered() {
    String call = calls.establish("dave", registered("noanswer", "laterings"));

    CommandRun run = calls.commands().blind(call, "callee", "carol").awaitEnd();

    calls.leavesCallOf(run.newCall(), "laterings", "carol");
  }

  @Test
  void startsACallOfWhoeverOfSeveralPhonesAnswers() {
    String address = registered("noanswer", "laterings");

    CommandRun run = calls.commands().start("alice", address).awaitEnd();

    calls.leavesCallOf(run.newCall(), "alice", "laterings");
  }

  @ParameterizedTest
  @ValueSource(strings = {"carol", "slow"})
  void leavesNoPhoneInASilentCallWhenTwoOfTheCallerAnswerAtOnce(String callee) {
    CommandRun run = calls.commands().start(registered("alice", "bob"), callee).awaitEnd();
    String call = run.newCall();
    calls.leaves(call);

    await().until(() -> phones.parties(run.cmdId()).isEmpty());
    assertThat(phones.parties(call)).hasSize(2).contains(callee);
    assertThat(proxy.isAlive()).isTrue();
  }

  @Test
  void leavesNoPhoneInASilentCallWhenTwoOfTheCallerAnswerAtOnceAndTheCalleeIsBusy() {
    CommandRun run = calls.commands().start(registered("alice", "bob"), "busy").awaitEnd();

    await().until(() -> phones.dialogs().isEmpty());
    assertThat(run.error()).isEqualTo("486 Busy Here");
    assertThat(proxy.isAlive()).isTrue();
  }
}
