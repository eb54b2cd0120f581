package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands leave calls alone that they have not made, on a real proxy. */
@LiveProxy
class FieldOtherCallsLiveIT {

  private static final Duration AT_ONCE = Duration.ofSeconds(1);
  private static final int ID_IN_USE = -32_001;

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
  @CsvSource({"alice, refmute, callee", "refmute, alice, caller"})
  void leavesAnOlderCallOfTheSamePeopleAloneWhenAnAttendedTransferFails(
      String from, String to, String leg) {
    String callA = calls.establish(from, to);
    String callB = calls.establish("dave", "carol");
    String callC = calls.establish("refmute", "carol");
    calls.leaves(callA, callB, callC);

    CommandRun run = calls.commands().attended(callA, leg, callB, "callee").awaitEnd();

    assertThat(run.error()).isEqualTo("No new call of the phone in time");
  }

  @Test
  void leavesAnOlderCallOfTheSamePeopleAloneWhenABlindTransferFails() {
    String call = calls.establish("alice", "refmute");
    String other = calls.establish("refmute", "carol");
    calls.leaves(call, other);

    CommandRun run = calls.commands().blind(call, "callee", "carol").awaitEnd();

    assertThat(run.error()).isEqualTo("No new call of the phone in time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"carol", "busy", "alice"})
  void startsNoCallUnderTheCallIdOfALiveOne(String caller) {
    String live = calls.establish("alice", "bob");
    calls.leavesCallOf(live, "alice", "bob");
    long before = phones.phone(caller).timesCalled();

    CommandRun run = calls.commands().start(live, caller, "dave").awaitAnswer();

    assertThat(run.events()).containsExactly("Refused");
    assertThat(run.refusal()).isEqualTo(ID_IN_USE);
    assertThat(phones.phone(caller).timesCalled()).isEqualTo(before);
    assertThat(phones.phone("bob").requests("REFER")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"callee, caller, bob", "caller, callee, alice", "callee, callee, bob"})
  void refusesASecondTransferOfACallWhileOneIsUnderWay(
      String first, String second, String transferred) {
    String call = calls.establish("alice", "bob");

    CommandRun winner = calls.commands().blind(call, first, "slow").await("Transferring");
    CommandRun loser = calls.commandsOfAnotherClient().blind(call, second, "dave").awaitEnd();
    calls.leavesCallOf(winner.awaitEnd().newCall(), "slow", transferred);

    assertRefusedAsPending(loser);
    assertThat(phones.phone("dave").timesCalled()).isZero();
  }

  @Test
  void refusesOneOfTwoTransfersOfACallThatComeTogether() {
    String call = calls.establish("alice", "bob");

    CommandRun one = calls.commands().blind(call, "callee", "carol");
    CommandRun other = calls.commandsOfAnotherClient().blind(call, "caller", "dave");
    one.awaitEnd();
    other.awaitEnd();
    CommandRun winner = one.hasFailed() ? other : one;
    CommandRun loser = one.hasFailed() ? one : other;
    calls.leaves(winner.newCall());

    assertRefusedAsPending(loser);
    assertThat(phones.phone("carol").timesCalled() + phones.phone("dave").timesCalled()).isOne();
  }

  @Test
  void refusesABlindTransferOfACallThatIsBeingJoinedToAnother() {
    String callA = calls.establish("alice", "bob");
    String callB = calls.establish("dave", "slow");

    CommandRun join = calls.commands().attended(callA, "callee", callB, "callee");
    CommandRun loser = calls.commandsOfAnotherClient().blind(callB, "caller", "carol").awaitEnd();
    calls.leavesCallOf(join.awaitEnd().newCall(), "bob", "slow");

    assertRefusedAsPending(loser);
    assertThat(phones.phone("carol").timesCalled()).isZero();
  }

  private static void assertRefusedAsPending(CommandRun loser) {
    assertThat(loser.events()).containsExactly("Started", "Error", "Ended");
    assertThat(loser.error()).isEqualTo("491 Request Pending");
    assertThat(loser.timeTo("Error")).isLessThan(AT_ONCE);
  }

  @ParameterizedTest
  @CsvSource({"callee", "caller"})
  void joinsNoCallThatStillRings(String legA) {
    String callA = calls.establish("alice", "bob");
    var ringing = phones.call("dave", "noanswer");
    await().until(() -> callIdOfRinging().isPresent());
    calls.leaves(callA);

    String callB = callIdOfRinging().orElseThrow();

    CommandRun run = calls.commands().attended(callA, legA, callB, "callee").awaitEnd();
    boolean stillRings = !ringing.isComplete();
    phones.giveUp("dave").await();

    assertThat(run.error()).startsWith("481 ");
    assertThat(run.cause().getInteger("code")).isEqualTo(481);
    assertThat(stillRings).isTrue();
  }

  private Optional<String> callIdOfRinging() {
    return proxy.dialogs().stream()
        .filter(dialog -> dialog.getInteger("state") == 2)
        .map(dialog -> dialog.getString("callid"))
        .findFirst();
  }
}
