package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls are transferred by a client of the whole server, on a real proxy. */
@LiveProxy
class LiveTransferIT {

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
  @CsvSource({"callee, bob", "caller, alice"})
  void transfersALegBlindly(String leg, String referee) {
    String callId = calls.establish("alice", "bob");
    CommandRun run = calls.transfer(callId, leg, "carol").awaitEnd();
    String newCall = run.data("TransferSuccessful").getString("callid");
    JsonObject stage = JsonObject.of("callid", newCall, "destination", phones.uri("carol"));
    calls.leaves(newCall);

    assertThat(run.milestones())
        .containsExactly("Started", "Transferring", "TransferStart", "TransferSuccessful", "Ended");
    assertThat(run.data("Transferring"))
        .isEqualTo(JsonObject.of("destination", phones.uri("carol")));
    assertThat(run.data("TransferStart")).isEqualTo(stage);
    assertThat(run.data("TransferPending")).isEqualTo(stage.copy().put("extra", "180 Ringing"));
    assertThat(run.data("TransferSuccessful")).isEqualTo(stage);
    assertThat(phones.phone(referee).dialog(newCall)).isPresent();
    assertThat(phones.phone("carol").dialog(newCall)).isPresent();
  }

  @Test
  void keepsTheCallOfABusyDestinationAndTransfersItAgain() {
    assumeTrue(proxy.answersRefer(), "a second call_transfer, before OpenSIPS 3.5, gets 491");
    String callId = calls.establish("alice", "bob");
    CommandRun busy = calls.transfer(callId, "callee", "busy").awaitEnd();
    boolean kept = phones.phone("alice").dialog(callId).isPresent();
    CommandRun again = calls.transfer(callId, "callee", "carol").awaitEnd();
    calls.leaves(again.data("TransferSuccessful").getString("callid"));

    assertThat(busy.milestones())
        .containsExactly("Started", "Transferring", "TransferStart", "Error", "Ended");
    assertThat(busy.error()).isEqualTo("486 Busy Here");
    assertThat(kept).isTrue();
    assertThat(again.events()).doesNotContain("Error");
  }

  @Test
  void keepsTheCallOfABusyDestinationWhichCannotBeTransferredAgain() {
    assumeFalse(proxy.answersRefer(), "it can be since OpenSIPS 3.5");
    String callId = calls.establish("alice", "bob");
    CommandRun busy = calls.transfer(callId, "callee", "busy").awaitEnd();
    CommandRun again = calls.transfer(callId, "callee", "carol").awaitEnd();
    calls.leaves(callId);

    assertThat(busy.error()).isEqualTo("486 Busy Here");
    assertThat(again.error()).isEqualTo("491 Request Pending");
  }

  @Test
  void keepsTheCallOfAPhoneThatRefusesTheTransfer() {
    String callId = calls.establish("alice", "norefer");
    CommandRun run = calls.transfer(callId, "callee", "carol").awaitEnd();
    calls.leaves(callId);

    assertRefused(run);
  }

  private void assertRefused(CommandRun run) {
    if (proxy.answersRefer()) {
      assertThat(run.events()).containsExactly("Started", "Error", "Ended");
      assertThat(run.error()).isEqualTo("603 Decline");
    } else { // call_transfer has said "Accepted" before the phone was asked
      assertThat(run.events()).containsExactly("Started", "Transferring", "Error", "Ended");
      assertThat(run.error()).isEqualTo("No new call of the phone in time");
    }
  }

  @Test
  void transfersNoCallThatIsNot() {
    CommandRun run = calls.transfer("no-such-call", "callee", "carol").awaitEnd();

    assertThat(run.events()).containsExactly("Started", "Error", "Ended");
    assertThat(run.error()).isEqualTo("404 Dialog not found");
  }

  @ParameterizedTest
  @CsvSource({"dave", "alice"})
  void joinsTwoCallsWhoeverHasConsulted(String consulting) {
    String callA = calls.establish("alice", "bob");
    String callB = calls.establish(consulting, "carol");
    CommandRun run = calls.join(callA, callB).awaitEnd();
    String newCall = run.data("TransferSuccessful").getString("callid");
    calls.leaves(newCall);

    assertThat(run.milestones())
        .containsExactly("Started", "Transferring", "TransferStart", "TransferSuccessful", "Ended");
    assertThat(run.data("TransferStart"))
        .isEqualTo(JsonObject.of("callid", newCall, "destination", phones.uri("carol")));
    assertThat(phones.phone("bob").dialog(newCall)).isPresent();
    assertThat(phones.phone("carol").dialog(newCall)).isPresent();
  }

  @Test
  void keepsBothCallsOfAPhoneThatRefusesToJoinThem() {
    String callA = calls.establish("alice", "norefer");
    String callB = calls.establish("dave", "carol");
    CommandRun run = calls.join(callA, callB).awaitEnd();
    calls.leaves(callA, callB);

    assertRefused(run);
  }

  @Test
  void joinsNoCallThatIsNot() {
    String known = calls.establish("alice", "bob");
    CommandRun unknownA = calls.join("no-such-call", known).awaitEnd();
    CommandRun unknownB = calls.join(known, "no-such-call").awaitEnd();
    calls.leaves(known);

    assertThat(unknownA.error()).isEqualTo("404 Dialog not found");
    assertThat(unknownB.error()).isEqualTo("404 Transfer dialog not found");
  }
}
