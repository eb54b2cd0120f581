package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Phones that hold calls themselves, or refuse once, on a real proxy. */
@LiveProxy
class FieldHoldLiveIT {

  private static final Duration SHORTLY = Duration.ofMillis(1500);
  private static final Duration AFTER_GLARE = Duration.ofMillis(2100);

  private PhoneFarm phones;
  private LiveCalls calls;

  @BeforeEach
  void takeOver(PhoneFarm phones, LiveCalls calls) {
    this.phones = phones;
    this.calls = calls;
  }

  @ParameterizedTest
  @CsvSource({"alice, inactive", "bob, inactive", "bob, sendonly", "alice, sendonly"})
  void holdsACallThatAPhoneHasPutOnHoldItself(String phone, String direction) {
    String call = established("alice", "bob");
    phones.offer(phone, call, direction).await();

    CommandRun run = calls.commands().hold(call).awaitEnd();

    assertDone(run, "CallHolding", "CallHoldSuccessful");
    assertThat(run.timeTo("Ended")).isLessThan(SHORTLY);
    assertHeld(call, "alice", "bob");
  }

  @ParameterizedTest
  @CsvSource({"alice, glare", "glare, alice"})
  void asksAgainAfterAWhileWhenAPhoneSays491(String from, String to) {
    String call = established(from, to);

    CommandRun hold = calls.commands().hold(call).awaitEnd();
    List<String> held = List.of(calls.media("alice", call), calls.media("glare", call));
    CommandRun unhold = calls.commands().unhold(call).awaitEnd();

    assertDone(hold, "CallHolding", "CallHoldSuccessful");
    assertThat(hold.timeTo("Ended")).isGreaterThan(AFTER_GLARE);
    assertThat(held).doesNotContain("sendrecv");
    assertDone(unhold, "CallUnholding", "CallUnholdSuccessful");
  }

  @ParameterizedTest
  @CsvSource({"alice, resumerefuser", "resumerefuser, alice"})
  void resumesACallInTheEndOfWhichAPhoneHasRefusedTheResumeOnce(String from, String to) {
    String call = established(from, to);
    calls.commands().hold(call).awaitEnd();

    CommandRun first = calls.commands().unhold(call).awaitEnd();
    if (first.hasFailed()) {
      assertHeld(call, "alice", "resumerefuser");
      assertDone(calls.commands().unhold(call).awaitEnd(), "CallUnholding", "CallUnholdSuccessful");
    }

    assertThat(calls.media("alice", call)).isEqualTo("sendrecv");
    assertThat(calls.media("resumerefuser", call)).isEqualTo("sendrecv");
  }

  @ParameterizedTest
  @CsvSource({"alice, noresume", "noresume, alice"})
  void leavesBothLegsHeldWhenAPhoneAlwaysRefusesTheResume(String from, String to) {
    String call = established(from, to);
    calls.commands().hold(call).awaitEnd();

    CommandRun first = calls.commands().unhold(call).awaitEnd();
    assertHeld(call, "alice", "noresume");
    CommandRun again = calls.commands().unhold(call).awaitEnd();

    assertHeld(call, "alice", "noresume");
    for (CommandRun run : List.of(first, again)) {
      assertThat(run.error())
          .isEqualTo(
              "The phone of the %s has refused"
                  .formatted(from.equals("alice") ? "callee" : "caller"));
    }
  }

  @Test
  void holdsAndResumesInTheOrderInWhichItWasAsked() {
    String call = established("alice", "bob");

    CommandRun hold = calls.commands().hold(call);
    CommandRun unhold = calls.commands().unhold(call);
    CommandRun holdAgain = calls.commands().hold(call);
    holdAgain.awaitEnd();

    assertDone(hold, "CallHolding", "CallHoldSuccessful");
    assertDone(unhold, "CallUnholding", "CallUnholdSuccessful");
    assertDone(holdAgain, "CallHolding", "CallHoldSuccessful");
    assertHeld(call, "alice", "bob");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bob", "glare"})
  void endsACallAfterWhatWasAskedBefore(String callee) {
    String call = calls.establish("alice", callee);

    CommandRun hold = calls.commands().hold(call);
    CommandRun unhold = calls.commands().unhold(call);
    CommandRun end = calls.commands().end(call);
    List.of(hold, unhold, end).forEach(CommandRun::awaitEnd);

    assertThat(end.events()).containsExactly("Started", "Ended");
    for (CommandRun run : List.of(hold, unhold)) {
      assertThat(run.endedAt()).isLessThanOrEqualTo(end.endedAt());
      if (run.hasFailed()) { // cut short: it must not be told as a fault of the phones
        assertThat(run.error()).isEqualTo("487 Request Terminated");
      }
    }
    assertThat(phones.parties(call)).isEmpty();
  }

  private String established(String from, String to) {
    String call = calls.establish(from, to);
    calls.leaves(call);
    return call;
  }

  private static void assertDone(CommandRun run, String asked, String successful) {
    assertThat(run.events())
        .startsWith("Started", asked)
        .contains(successful)
        .endsWith("Ended")
        .doesNotContain("Error");
    assertThat(run.legEvents()).contains(successful + " caller", successful + " callee");
  }

  private void assertHeld(String call, String... names) {
    for (String name : names) {
      assertThat(calls.media(name, call)).as(name).isNotEqualTo("sendrecv");
    }
  }
}
