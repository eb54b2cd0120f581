package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The proxy's route takes longer than a request is waited for before it is sent again. */
@LiveProxy(ProxyVariant.SLOW_ROUTE)
class FieldSlowRouteLiveIT {

  private PhoneFarm phones;
  private LiveCalls calls;

  @BeforeEach
  void takeOver(PhoneFarm phones, LiveCalls calls) {
    this.phones = phones;
    this.calls = calls;
  }

  @ParameterizedTest
  @ValueSource(strings = {"bob", "slow"})
  void startsACallWithOneInvite(String callee) {
    CommandRun run = calls.commands().start("alice", callee).awaitEnd();
    calls.leavesCallOf(run.newCall(), "alice", callee);

    assertThat(phones.phone("alice").timesCalled()).isOne();
    assertThat(run.events()).doesNotContain("Error");
  }

  @ParameterizedTest
  @ValueSource(strings = {"busy", "decline"})
  void tellsHowTheCallersPhoneRefusesItsOneInvite(String caller) {
    CommandRun run = calls.commands().start(caller, "bob").awaitEnd();

    assertThat(phones.phone(caller).timesCalled()).isOne();
    assertThat(run.error()).isEqualTo(caller.equals("busy") ? "486 Busy Here" : "603 Decline");
  }

  @ParameterizedTest
  @ValueSource(strings = {"callee", "caller"})
  void transfersACallWithOneRefer(String leg) {
    String call = calls.establish("alice", "bob");

    CommandRun run = calls.commands().blind(call, leg, "carol").awaitEnd();
    calls.leaves(run.newCall());

    assertThat(phones.phone("carol").timesCalled()).isOne();
    assertThat(run.events()).endsWith("TransferSuccessful", "Ended");
  }
}
