package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls are held and resumed by a client of the whole server, on a real proxy. */
@LiveProxy
class LiveHoldIT {

  private LiveCalls calls;

  @BeforeEach
  void takeOver(LiveCalls calls) {
    this.calls = calls;
  }

  @Test
  void holdsBothLegsAndTakesThemBack() {
    String callId = established("bob");
    CommandRun hold = calls.command("CallHold", callId).awaitEnd();
    String held = calls.media("alice", callId) + " " + calls.media("bob", callId);
    CommandRun unhold = calls.command("CallUnhold", callId).awaitEnd();

    assertStages(hold, "CallHolding", "CallHoldStart", "CallHoldSuccessful");
    assertThat(held).doesNotContain("sendrecv");
    assertStages(unhold, "CallUnholding", "CallUnholdStart", "CallUnholdSuccessful");
    assertThat(calls.media("alice", callId)).isEqualTo("sendrecv");
    assertThat(calls.media("bob", callId)).isEqualTo("sendrecv");
  }

  private static void assertStages(CommandRun run, String asked, String start, String successful) {
    assertThat(run.events())
        .containsExactlyInAnyOrder("Started", asked, start, start, successful, successful, "Ended")
        .startsWith("Started", asked)
        .endsWith("Ended");
    assertThat(run.legEvents())
        .containsSubsequence(start + " caller", successful + " caller")
        .containsSubsequence(start + " callee", successful + " callee");
  }

  @Test
  void resumesTheOtherLegWhenOneRefusesToBeHeld() {
    String callId = established("nohold");
    CommandRun run = calls.command("CallHold", callId).awaitEnd();

    assertThat(run.error()).isEqualTo("The phone of the callee has refused");
    assertThat(run.cause().getString("source")).isEqualTo("sip");
    assertThat(run.legEvents())
        .contains("CallHoldSuccessful caller")
        .doesNotContain("CallHoldSuccessful callee");
    assertThat(calls.media("alice", callId)).isEqualTo("sendrecv");
  }

  @Test
  void doesNotHoldTwice() {
    String callId = established("bob");
    calls.command("CallHold", callId).awaitEnd();
    CommandRun again = calls.command("CallHold", callId).awaitEnd();

    assertThat(again.events()).containsExactly("Started", "Error", "Ended");
    assertThat(again.error()).isEqualTo("480 Both dialog legs are on hold");
    assertThat(calls.media("alice", callId)).isNotEqualTo("sendrecv");
  }

  @Test
  void resumesNothingThatIsNotHeld() {
    CommandRun run = calls.command("CallUnhold", established("bob")).awaitEnd();

    assertThat(run.events()).containsExactly("Started", "Error", "Ended");
    assertThat(run.error()).isEqualTo("480 No dialog legs on hold");
  }

  private String established(String callee) {
    String callId = calls.establish("alice", callee);
    calls.leaves(callId);
    return callId;
  }
}
