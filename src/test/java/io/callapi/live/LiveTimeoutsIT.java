package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Commands that may take no longer than their clients let them, on a real proxy: a phone has
 * stopped ringing within a second of its time.
 */
@LiveProxy
class LiveTimeoutsIT {

  private static final Duration TIME = Duration.ofSeconds(1);
  private static final Duration LATEST = TIME.plusSeconds(1);
  private static final Duration POLL = Duration.ofMillis(2);

  private static final String CALLER_RANG = "No answer of the caller within timeouts.ring";
  private static final String CALLEE_RANG = "No answer of the callee within timeouts.ring";
  private static final String TOOK_TOO_LONG = "Not done within timeouts.total";

  private PhoneFarm phones;
  private LiveCalls calls;

  @BeforeEach
  void takeOver(PhoneFarm phones, LiveCalls calls) {
    this.phones = phones;
    this.calls = calls;
  }

  @Test
  void stopsTheCallersPhone() {
    CommandRun run = start("noanswer", "bob", "ring");

    rings("noanswer", run.cmdId());
    failsWith(CALLER_RANG, run);
  }

  @Test
  void stopsTheCalleesPhone() {
    CommandRun run = start("alice", "noanswer", "ring").await("TransferStart");

    rings("noanswer", newCall(run));
    failsWith(CALLEE_RANG, run);
  }

  @Test
  void stopsTheDestinationOfABlindTransferAndKeepsTheCall() {
    CommandRun run = blind("bob", "noanswer", "ring").await("TransferStart");

    rings("noanswer", newCall(run));
    failsWith(CALLEE_RANG, run);
  }

  @Test
  void stopsTheOtherPhoneOfAnAttendedTransferAndKeepsBothCalls() {
    CommandRun run = attended("bob", "ring").await("TransferStart");

    rings("slow", newCall(run));
    failsWith(CALLEE_RANG, run);
  }

  @Test
  void letsPhonesTalkThatHaveAnsweredInTime() {
    CommandRun run = start("alice", "bob", "ring").awaitEnd();

    calls.leavesCallOf(run.newCall(), "alice", "bob");
    assertThat(run.events()).doesNotContain("Error");
  }

  @ParameterizedTest
  @CsvSource({
    "noanswer, bob",
    "mutereferee, bob",
    "refmute, bob",
    "alice, noanswer",
  })
  void endsACallStartWhereverItIs(String caller, String callee) {
    CommandRun run = start(caller, callee, "total");

    failsWith(TOOK_TOO_LONG, run);
    isCancelled("noanswer", run);
  }

  @ParameterizedTest
  @CsvSource({"mutereferee, carol", "refmute, carol", "bob, noanswer"})
  void endsABlindTransferWhereverItIsAndKeepsTheCall(String referee, String destination) {
    CommandRun run = blind(referee, destination, "total");

    failsWith(TOOK_TOO_LONG, run);
    isCancelled("noanswer", run);
  }

  @ParameterizedTest
  @CsvSource({"mutereferee", "refmute", "bob"})
  void endsAnAttendedTransferWhereverItIsAndKeepsBothCalls(String referee) {
    CommandRun run = attended(referee, "total");

    failsWith(TOOK_TOO_LONG, run);
    isCancelled("slow", run);
  }

  private CommandRun start(String caller, String callee, String timeout) {
    return send(
        "CallStart",
        JsonObject.of("caller", phones.uri(caller), "callee", phones.uri(callee)),
        timeout);
  }

  private CommandRun blind(String referee, String destination, String timeout) {
    String call = calls.establish("alice", referee);
    calls.leavesCallOf(call, "alice", referee);
    return send(
        "CallBlindTransfer",
        JsonObject.of("callid", call, "leg", "callee", "destination", phones.uri(destination)),
        timeout);
  }

  private CommandRun attended(String referee, String timeout) {
    String callA = calls.establish("alice", referee);
    String callB = calls.establish("dave", "slow");
    calls.leavesCallOf(callA, "alice", referee);
    calls.leavesCallOf(callB, "dave", "slow");
    return send(
        "CallAttendedTransfer",
        JsonObject.of("callidA", callA, "legA", "callee", "callidB", callB, "legB", "callee"),
        timeout);
  }

  private CommandRun send(String method, JsonObject params, String timeout) {
    JsonObject timeouts = JsonObject.of(timeout, TIME.toMillis());
    return calls.client().send(method, params.put("timeouts", timeouts));
  }

  private static String newCall(CommandRun run) {
    return run.data("TransferStart").getString("callid");
  }

  /** The phone rings for as long as it may, and for less than a second more. */
  private void rings(String name, String call) {
    Phone phone = phones.phone(name);
    soon(() -> phone.hasReceived("INVITE", call));
    long rung = System.nanoTime();
    soon(() -> phone.hasReceived("CANCEL", call));
    assertThat(Duration.ofNanos(System.nanoTime() - rung)).isBetween(TIME.minusMillis(100), LATEST);
  }

  private static void soon(Callable<Boolean> what) {
    await().pollDelay(Duration.ZERO).pollInterval(POLL).until(what);
  }

  private static void failsWith(String reason, CommandRun run) {
    run.awaitEnd();
    assertThat(run.cause()).isEqualTo(JsonObject.of("source", "timeout", "reason", reason));
    assertThat(run.events()).containsOnlyOnce("Error", "Ended").endsWith("Error", "Ended");
  }

  /** If the phone has rung for the command, it was stopped within a second of the time. */
  private void isCancelled(String name, CommandRun run) {
    Phone phone = phones.phone(name);
    boolean placed = run.events().contains("TransferStart");
    String call = placed ? newCall(run) : run.cmdId();
    if (phone.hasReceived("INVITE", call)) {
      soon(() -> phone.hasReceived("CANCEL", call));
      assertThat(run.timeTo("Error")).isBetween(TIME.minusMillis(10), LATEST);
    }
  }
}
