package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses and Call-IDs as they are met in the field, on a real proxy. */
@LiveProxy
class FieldAddressesLiveIT {

  private static final String FROM_A_CDR = ";osid=a09.cb355e97";
  private static final String NUMBER = "+12125550123";

  private OpenSipsProcess proxy;
  private PhoneFarm phones;
  private LiveCalls calls;

  @BeforeEach
  void takeOver(OpenSipsProcess proxy, PhoneFarm phones, LiveCalls calls) {
    this.proxy = proxy;
    this.phones = phones;
    this.calls = calls;
  }

  @ParameterizedTest
  @CsvSource({"'', ;osid=a09.cb355e97", ";osid=a09.cb355e97, ''", ";OSID=1.2, ;osid=1.2;user=ip"})
  void startsACallBetweenAddressesWithTheMarkOfAnotherTransfer(String caller, String callee) {
    CommandRun run =
        calls.commands().start(phones.uri("alice") + caller, phones.uri("bob") + callee).awaitEnd();
    calls.leavesCallOf(run.newCall(), "alice", "bob");

    assertThat(run.data("CalleeAnswered").encode()).doesNotContainIgnoringCase("osid");
  }

  @ParameterizedTest
  @CsvSource({"callee, bob", "caller, alice"})
  void transfersACallToAnAddressWithTheMarkOfAnotherTransfer(String leg, String transferred) {
    String call = calls.establish("alice", "bob");

    CommandRun run = calls.commands().blind(call, leg, phones.uri("carol") + FROM_A_CDR).awaitEnd();
    calls.leavesCallOf(run.newCall(), transferred, "carol");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "alice"})
  void startsACallToATelephoneNumber(String caller) {
    CommandRun run =
        calls.commands().start(caller, phones.uriAs("bob", NUMBER) + ";user=phone").awaitEnd();
    calls.leavesCallOf(run.newCall(), "bob", caller);
  }

  @Test
  void transfersACallByAPhoneThatDropsTheParametersOfAddresses() {
    String call = calls.establish("alice", "plain");
    String number = phones.uriAs("carol", NUMBER) + ";user=phone";

    CommandRun run = calls.commands().blind(call, "callee", number).awaitEnd();
    calls.leavesCallOf(run.newCall(), "carol", "plain");
  }

  @Test
  void tellsTheRefusalOfATransferByAPhoneThatDropsTheParametersOfAddresses() {
    String call = calls.establish("plain", "alice");
    calls.leavesCallOf(call, "alice", "plain");

    CommandRun run = calls.commands().blind(call, "caller", "busy").awaitEnd();

    assertThat(run.events()).endsWith("Error", "Ended");
  }

  @Test
  void startsHoldsAndEndsACallWhoseCallIdHasAngleBrackets() {
    CommandRun run = calls.commands().start("oddcallid", "bob").awaitEnd();
    String call = run.newCall();
    boolean told = phones.phone("bob").dialog(call).isPresent();
    CommandRun hold = calls.commands().hold(call).awaitEnd();
    CommandRun end = calls.commands().end(call).awaitEnd();

    assertThat(call).contains("<", ">");
    assertThat(told).isTrue();
    assertThat(hold.events()).doesNotContain("Error").hasSize(7);
    assertThat(end.events()).containsExactly("Started", "Ended");
  }

  @Test
  void transfersACallWhoseCallIdHasAngleBrackets() {
    String call = calls.establish("oddcallid", "bob");

    CommandRun run = calls.commands().blind(call, "callee", "carol").awaitEnd();
    calls.leavesCallOf(run.newCall(), "bob", "carol");
  }

  @ParameterizedTest
  @ValueSource(strings = {"anonymous", "telfrom"})
  void joinsACallToAPartyWhoseAddressIsOfNoUse(String party) {
    String callA = calls.establish("alice", "bob");
    String callB = calls.establish(party, "carol");

    CommandRun run = calls.commands().attended(callA, "callee", callB, "caller").awaitEnd();
    calls.leavesCallOf(run.newCall(), "bob", party);
  }

  @ParameterizedTest
  @ValueSource(strings = {"anonymous", "telfrom"})
  void joinsACallOfAPartyWhoseAddressIsOfNoUse(String party) {
    String callA = calls.establish(party, "alice");
    String callB = calls.establish("dave", "carol");

    CommandRun run = calls.commands().attended(callA, "caller", callB, "callee").awaitEnd();
    calls.leavesCallOf(run.newCall(), "carol", party);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bob", "slow"})
  void callsASecurePhoneFromASecureAddress(String callee) {
    phones.register("strictsips").await();
    String secure = "sips:strictsips@" + proxy.host() + ":" + proxy.sipPort();

    CommandRun run = calls.commands().start(secure, callee).awaitEnd();
    calls.leavesCallOf(run.newCall(), "strictsips", callee);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bob", "slow"})
  void offersAPhoneTheUsualPayloads(String callee) {
    CommandRun run = calls.commands().start("pcma", callee).awaitEnd();
    calls.leaves(run.newCall());
    String offer = phones.phone("pcma").requests("INVITE", run.cmdId()).get(0).body();

    assertThat(offer).contains("a=inactive").containsPattern("m=audio .* 0\\b");
    assertThat(phones.parties(run.newCall())).containsExactlyInAnyOrder("pcma", callee);
  }
}
