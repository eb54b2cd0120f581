package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands are cancelled in each of their phases, on a real proxy: nothing is left of them. */
@LiveProxy
class LiveCancelIT {

  private static final Duration POLL = Duration.ofMillis(2);

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
  @CsvSource({
    "Calling, noanswer, bob",
    "Referring, mutereferee, bob",
    "AwaitingCall, refmute, bob",
    "AwaitingCall, latecall, bob",
    "Ringing, alice, noanswer",
    "Failing, latenotify, busy"
  })
  void takesBackACallStart(String phase, String caller, String callee) {
    isSeen(phase);
    CommandRun run = calls.start(caller, callee);

    isCancelledIn(phase, run);
    noPhoneRings(run);
  }

  @Test
  void takesBackACallStartWhoseCallerHasJustAnswered() {
    CommandRun run = calls.start("alice", "bob").await("CallerAnswered");

    cancel(run);

    isCancelled(run);
  }

  @ParameterizedTest
  @CsvSource({
    "Referring, mutereferee, carol",
    "AwaitingCall, refmute, carol",
    "AwaitingCall, latecall, carol",
    "Ringing, bob, noanswer",
    "Failing, latenotify, busy"
  })
  void callsBackABlindTransferAndKeepsTheCall(String phase, String referee, String destination) {
    isSeen(phase);
    String call = calls.establish("alice", referee);
    calls.leavesCallOf(call, "alice", referee);
    CommandRun run = calls.transfer(call, "callee", destination);

    isCancelledIn(phase, run);
    noPhoneRings(run);
  }

  @Test
  void takesATransferOutOfTheLineInWhichItWaits() {
    String call = calls.establish("alice", "nohold");
    calls.leavesCallOf(call, "alice", "nohold");
    CommandRun hold = calls.commands().hold(call); // it asks the phone again after 2.1 s
    CommandRun run = calls.transfer(call, "callee", "carol");

    isCancelledIn("Waiting", run);

    assertThat(hold.events()).doesNotContain("Ended");
    hold.awaitEnd();
  }

  @ParameterizedTest
  @CsvSource({
    "Referring, mutereferee",
    "AwaitingCall, refmute",
    "AwaitingCall, latecall",
    "Ringing, bob"
  })
  void callsBackAnAttendedTransferAndKeepsBothCalls(String phase, String referee) {
    isSeen(phase);
    String callA = calls.establish("alice", referee);
    String callB = calls.establish("dave", "slow");
    calls.leavesCallOf(callA, "alice", referee);
    calls.leavesCallOf(callB, "dave", "slow");
    CommandRun run = calls.join(callA, callB);

    isCancelledIn(phase, run);
    noPhoneRings(run);
  }

  @Test
  void leavesACallAloneThatHasComeAboutBefore() {
    CommandRun start = calls.start("alice", "bob").await("CalleeAnswered");
    cancel(start);
    start.awaitEnd();
    CommandRun transfer = calls.transfer(start.newCall(), "callee", "carol");
    transfer.await("TransferSuccessful");
    cancel(transfer);
    transfer.awaitEnd();

    calls.leavesCallOf(transfer.newCall(), "bob", "carol");
    assertThat(start.events()).doesNotContain("Error");
    assertThat(transfer.events()).doesNotContain("Error");
  }

  /** Before OpenSIPS 3.5 the proxy does not say what a phone answers to a REFER. */
  private void isSeen(String phase) {
    assumeTrue(
        proxy.answersRefer() || !phase.equals("Referring"), "it does not wait for the phone");
  }

  private void isCancelledIn(String phase, CommandRun run) {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(POLL)
        .until(() -> phase(run).equals(phase) || run.events().contains("Ended"));
    assertThat(run.events()).as("%s is over before %s", run, phase).doesNotContain("Ended");

    assertThat(cancel(run).getJsonObject("result").getString("state")).isEqualTo("cancelling");

    isCancelled(run);
  }

  private static void isCancelled(CommandRun run) {
    run.awaitEnd();
    assertThat(run.cause())
        .isEqualTo(
            JsonObject.of("source", "client", "reason", "The client has cancelled the command"));
    assertThat(run.events()).containsOnlyOnce("Error", "Ended").endsWith("Error", "Ended");
  }

  private String phase(CommandRun run) {
    return calls
        .client()
        .ask("CommandGet", JsonObject.of("cmd_id", run.cmdId()))
        .getJsonObject("result", new JsonObject())
        .getJsonObject("command", new JsonObject())
        .getString("phase", "");
  }

  private JsonObject cancel(CommandRun run) {
    return calls.client().ask("CommandCancel", JsonObject.of("cmd_id", run.cmdId()));
  }

  /** Whoever has rung for it has been told that it is over. */
  private void noPhoneRings(CommandRun run) {
    String call =
        run.events().contains("TransferStart")
            ? run.data("TransferStart").getString("callid")
            : run.cmdId();
    for (String name : new String[] {"noanswer", "slow"}) {
      Phone phone = phones.phone(name);
      await().until(() -> !phone.hasReceived("INVITE", call) || phone.hasReceived("CANCEL", call));
    }
  }
}
