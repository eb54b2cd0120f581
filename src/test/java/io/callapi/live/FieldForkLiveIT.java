package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several phones are registered under one address, on a real proxy. */
@LiveProxy(ProxyVariant.ALL_PHONES)
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

  /** In the very same moment they would crash the proxy, see {@code conf/opensips.cfg}. */
  @ParameterizedTest
  @CsvSource({"alice, laterings, carol", "laterings, alice, carol", "alice, laterings, slow"})
  void leavesNoPhoneInASilentCallWhenASecondOneOfTheCallerAnswers(
      String one, String other, String callee) {
    CommandRun run = calls.commands().start(registered(one, other), callee).awaitEnd();
    String call = run.newCall();

    awaitHungUp("laterings", run.cmdId());
    calls.leavesCallOf(call, "alice", callee);
    assertThat(phones.parties(run.cmdId())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"alice, laterings, busy", "laterings, alice, noanswer"})
  void leavesNoPhoneInASilentCallWhenASecondOneAnswersAndTheCallFails(
      String one, String other, String callee) {
    CommandRun run = calls.commands().start(registered(one, other), callee).awaitEnd();

    awaitHungUp("laterings", run.cmdId());
    await().until(() -> phones.dialogs().isEmpty());
    assertThat(run.hasFailed()).isTrue();
  }

  @Test
  void leavesNoPhoneInASilentCallWhenASecondOneAnswersAfterTheCallWasEnded() {
    CommandRun run = calls.commands().start(registered("alice", "laterings"), "slow");
    run.await("CallerAnswered");

    calls.commands().end(run.cmdId()).awaitEnd();

    awaitHungUp("laterings", run.cmdId());
    await().until(() -> phones.dialogs().isEmpty());
  }

  private void awaitHungUp(String phone, String call) {
    await().until(() -> phones.phone(phone).hasReceived("BYE", call));
  }
}
