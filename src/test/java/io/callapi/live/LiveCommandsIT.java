package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls are started and ended by a client of the whole server, on a real proxy. */
@LiveProxy
class LiveCommandsIT {

  private static final int MEASURED = 20;

  private OpenSipsProcess proxy;
  private PhoneFarm phones;
  private LiveCalls calls;

  @BeforeEach
  void takeOver(OpenSipsProcess proxy, PhoneFarm phones, LiveCalls calls) {
    this.proxy = proxy;
    this.phones = phones;
    this.calls = calls;
  }

  @Test
  void startsACallAndTellsEachStage() {
    CommandRun run = calls.start("alice", "bob").awaitEnd();
    JsonObject parties = JsonObject.of("caller", phones.uri("alice"), "callee", phones.uri("bob"));
    String callId = run.data("CalleeAnswered").getString("callid");
    JsonObject stage = parties.copy().put("callid", callId);
    calls.leaves(callId);

    assertThat(run.milestones())
        .containsExactly(
            "Started",
            "CallerAnswered",
            "Transferring",
            "TransferStart",
            "CalleeAnswered",
            "Ended");
    assertThat(run.data("CallerAnswered")).isEqualTo(parties);
    assertThat(run.data("Transferring"))
        .isEqualTo(JsonObject.of("caller", phones.uri("alice"), "destination", phones.uri("bob")));
    assertThat(run.data("TransferStart")).isEqualTo(stage);
    assertThat(run.data("TransferPending")).isEqualTo(stage.copy().put("extra", "180 Ringing"));
    assertThat(run.data("CalleeAnswered")).isEqualTo(stage);
    assertThat(phones.phone("alice").dialog(callId)).isPresent();
    assertThat(phones.phone("bob").dialog(callId)).isPresent();
  }

  @Test
  void startsACallAtOnceWhenWarm() {
    List<Duration> times = new ArrayList<>();
    for (int i = 0; i < 2 * MEASURED; i++) {
      CommandRun run = calls.start("alice", "bob").awaitEnd();
      calls.leaves(run.data("CalleeAnswered").getString("callid"));
      times.add(run.timeTo("CalleeAnswered"));
    }
    List<Duration> warm = times.subList(MEASURED, 2 * MEASURED).stream().sorted().toList();
    Duration median = warm.get(MEASURED / 2);
    System.out.printf(
        "CallStart to CalleeAnswered, phones answer in 50 ms: median %d ms, longest %d ms%n",
        median.toMillis(), warm.get(MEASURED - 1).toMillis());

    assertThat(median).isLessThan(Duration.ofMillis(200));
    assertThat(warm.get(MEASURED - 1)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void startsACallForACallerWhoReportsNoProgress() {
    CommandRun run = calls.start("nonotify", "bob").awaitEnd();
    calls.leaves(run.data("CalleeAnswered").getString("callid"));

    assertThat(run.events()).doesNotContain("Error").endsWith("CalleeAnswered", "Ended");
  }

  @ParameterizedTest
  @CsvSource({
    "busy, 486 Busy Here",
    "decline, 603 Decline",
    "noanswer, 408 Request Timeout",
    "silent, 408 Request Timeout"
  })
  void tellsHowTheCallersPhoneRefuses(String caller, String status) {
    CommandRun run = calls.start(caller, "bob").awaitEnd();

    assertThat(run.events()).containsExactly("Started", "Error", "Ended");
    assertThat(run.error()).isEqualTo(status);
    assertThat(run.cause()).isEqualTo(sip(status));
  }

  @ParameterizedTest
  @CsvSource({"norefer, 603 Decline", "mutereferee, 408 Request Timeout"})
  void tellsThatTheCallersPhoneDoesNotTakeTheTransfer(String caller, String status) {
    assumeTrue(proxy.answersRefer(), "the answer is not known before OpenSIPS 3.5");
    CommandRun run = calls.start(caller, "bob").awaitEnd();

    assertThat(run.events()).containsExactly("Started", "CallerAnswered", "Error", "Ended");
    assertThat(run.cause()).isEqualTo(sip(status));
  }

  @ParameterizedTest
  @ValueSource(strings = {"refmute", "refbusy"})
  void givesUpOnACallersPhoneThatPlacesNoCall(String caller) {
    assertGivenUp(calls.start(caller, "bob").awaitEnd());
  }

  @ParameterizedTest
  @ValueSource(strings = {"norefer", "mutereferee"})
  void givesUpOnACallersPhoneWhoseAnswerIsNotKnown(String caller) {
    assumeFalse(proxy.answersRefer(), "the answer is known since OpenSIPS 3.5");

    assertGivenUp(calls.start(caller, "bob").awaitEnd());
  }

  private static void assertGivenUp(CommandRun run) {
    assertThat(run.events())
        .containsExactly("Started", "CallerAnswered", "Transferring", "Error", "Ended");
    assertThat(run.error()).isEqualTo("No new call of the phone in time");
    assertThat(run.cause().getString("source")).isEqualTo("timeout");
  }

  @ParameterizedTest
  @CsvSource({
    "busy, 486 Busy Here",
    "decline, 603 Decline",
    "noanswer, 408 Request Timeout",
    "silent, 408 Request Timeout"
  })
  void tellsHowTheCalleesPhoneRefuses(String callee, String status) {
    CommandRun run = calls.start("alice", callee).awaitEnd();

    assertThat(run.milestones())
        .containsExactly(
            "Started", "CallerAnswered", "Transferring", "TransferStart", "Error", "Ended");
    assertThat(run.error()).isEqualTo(status);
    assertThat(run.cause()).isEqualTo(sip(status));
  }

  @Test
  void endsWhenTheCallerHangsUpInsteadOfCallingTheCallee() throws Exception {
    CommandRun run = calls.start("refmute", "bob").await("Transferring");
    phones.hangUp(run.cmdId()).await();
    run.awaitEnd();

    assertThat(run.error()).isEqualTo("481 The call has ended");
  }

  @Test
  void endsWhenTheCallerGivesUpWhileTheCalleeRings() throws Exception {
    CommandRun run = calls.start("alice", "noanswer").await("TransferPending");
    phones.giveUp("alice").await();
    run.awaitEnd();

    assertThat(run.error()).isEqualTo("487 Request Terminated");
    assertThat(run.timeTo("Ended")).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void endsACall() {
    String callId = calls.establish("alice", "bob");
    CommandRun run = calls.command("CallEnd", callId).awaitEnd();

    assertThat(run.events()).containsExactly("Started", "Ended");
    await().until(() -> phones.dialogs().isEmpty());
    assertThat(phones.phone("alice").hasReceived("BYE", callId)).isTrue();
    assertThat(phones.phone("bob").hasReceived("BYE", callId)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CallEnd", "CallHold", "CallUnhold"})
  void knowsNoCallThatIsNot(String method) {
    CommandRun run = calls.command(method, "no-such-call").awaitEnd();

    assertThat(run.events()).containsExactly("Started", "Error", "Ended");
    assertThat(run.cause().getString("source")).isEqualTo("mi");
    assertThat(run.cause().getInteger("code")).isEqualTo(404);
  }

  @Test
  void startsFiftyCallsAtOnceOnOneConnection() {
    List<CommandRun> runs =
        IntStream.range(0, 50).mapToObj(i -> calls.start("alice", "bob")).toList();
    List<String> callIds =
        runs.stream()
            .map(run -> run.awaitEnd().data("CalleeAnswered").getString("callid"))
            .distinct()
            .toList();
    calls.leaves(callIds.toArray(String[]::new));

    assertThat(callIds).hasSize(50);
  }

  private static JsonObject sip(String status) {
    String[] words = status.split(" ", 2);
    return JsonObject.of("source", "sip", "code", Integer.valueOf(words[0]), "reason", words[1]);
  }
}
