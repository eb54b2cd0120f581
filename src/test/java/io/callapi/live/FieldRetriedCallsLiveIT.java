package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Phones try again by themselves when they are challenged or redirected, on a real proxy. */
@LiveProxy
class FieldRetriedCallsLiveIT {

  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  private OpenSipsProcess proxy;
  private PhoneFarm phones;
  private LiveCalls calls;

  @BeforeEach
  void takeOver(OpenSipsProcess proxy, PhoneFarm phones, LiveCalls calls) {
    this.proxy = proxy;
    this.phones = phones;
    this.calls = calls;
    phones.register("carol").await();
  }

  @ParameterizedTest
  @CsvSource({
    "challenge, challenge",
    "challengeslow, challengeslow",
    "redirect, carol",
  })
  void startsACallWhenTheCallersPhoneTriesAgain(String callee, String answering) {
    CommandRun run = calls.commands().start("alice", callee).awaitEnd();
    calls.leavesCallOf(run.newCall(), "alice", answering);

    assertThat(run.events())
        .containsSubsequence("TransferStart", "TransferPending", "CalleeAnswered", "Ended")
        .doesNotContain("Error");
    assertThat(run.data("TransferPending").getString("extra")).isEqualTo("180 Ringing");
    assertThat(run.data("TransferStart").getString("callid")).isEqualTo(run.newCall());
  }

  @ParameterizedTest
  @CsvSource({
    "callee, bob, challenge, challenge",
    "caller, alice, challengeslow, challengeslow",
    "callee, bob, redirect, carol",
  })
  void transfersACallWhenThePhoneTriesAgain(
      String leg, String transferred, String destination, String answering) {
    String call = calls.establish("alice", "bob");

    CommandRun run = calls.commands().blind(call, leg, destination).awaitEnd();
    calls.leaves(run.newCall());

    assertThat(phones.parties(run.newCall())).containsExactlyInAnyOrder(transferred, answering);
    assertThat(run.events()).endsWith("TransferSuccessful", "Ended").doesNotContain("Error");
  }

  @Test
  void joinsTwoCallsWhenThePhoneIsChallengedAndTriesAgain() {
    String callA = calls.establish("alice", "bob");
    String callB = calls.establish("dave", "challenge");

    CommandRun run = calls.commands().attended(callA, "callee", callB, "callee").awaitEnd();
    calls.leavesCallOf(run.newCall(), "bob", "challenge");

    assertThat(run.events()).endsWith("TransferSuccessful", "Ended").doesNotContain("Error");
  }

  @ParameterizedTest
  @CsvSource({
    "challenge, 407 Proxy Authentication Required",
    "redirect, 302 Moved Temporarily",
  })
  void tellsTheStatusAtOnceWhenTheCallersPhoneDoesNotTryAgain(String callee, String status) {
    CommandRun run = calls.commands().start("giveup", callee).awaitEnd();

    assertThat(run.error()).isEqualTo(status);
    assertThat(run.cause()).isEqualTo(sip(status));
    assertThat(run.timeTo("Error")).isLessThan(AT_ONCE);
  }

  @Test
  void keepsTheCallOfAPhoneThatDoesNotTryAgain() {
    String call = calls.establish("alice", "giveup");
    calls.leavesCallOf(call, "alice", "giveup");

    CommandRun run = calls.commands().blind(call, "callee", "challenge").awaitEnd();

    assertThat(run.error()).isEqualTo("407 Proxy Authentication Required");
    assertThat(run.timeTo("Error")).isLessThan(AT_ONCE);
  }

  private static JsonObject sip(String status) {
    String[] words = status.split(" ", 2);
    return JsonObject.of("source", "sip", "code", Integer.valueOf(words[0]), "reason", words[1]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"callee", "caller"})
  void transfersACallWhoseFirstInviteWasChallenged(String leg) {
    String call = calls.establish("alice", "challenge");

    CommandRun run = calls.commands().blind(call, leg, "carol").awaitEnd();
    calls.leaves(run.newCall());

    assertThat(run.events()).endsWith("TransferSuccessful", "Ended").doesNotContain("Error");
  }

  @Test
  void holdsResumesAndEndsACallWhoseFirstInviteWasChallenged() {
    String call = calls.establish("alice", "challenge");

    CommandRun hold = calls.commands().hold(call).awaitEnd();
    CommandRun unhold = calls.commands().unhold(call).awaitEnd();
    CommandRun end = calls.commands().end(call).awaitEnd();

    assertThat(hold.events()).doesNotContain("Error").hasSize(7);
    assertThat(unhold.events()).doesNotContain("Error").hasSize(7);
    assertThat(end.events()).containsExactly("Started", "Ended");
    await().until(() -> proxy.dialogs().isEmpty());
  }

  @Test
  void startsACallForACallerWhoseAddressIsChallengedByNobodyElse() {
    CommandRun run = calls.commands().start("challenge", "bob").awaitEnd();

    assertThat(run.error()).isEqualTo("407 Proxy Authentication Required");
    assertThat(run.timeTo("Error")).isLessThan(AT_ONCE);
  }
}
