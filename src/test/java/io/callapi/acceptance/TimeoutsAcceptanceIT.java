package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that may take no longer than their clients let them. */
class TimeoutsAcceptanceIT {

  private static final String ALICE = phone("alice");
  private static final String BOB = phone("bob");
  private static final String CAROL = phone("carol");
  private static final String NOANSWER = phone("noanswer");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static final String CALLER_RANG = "No answer of the caller within timeouts.ring";
  private static final String CALLEE_RANG = "No answer of the callee within timeouts.ring";
  private static final String TOOK_TOO_LONG = "Not done within timeouts.total";

  @RegisterExtension final CallApiServer server = CallApiServer.on("3.6.8");

  private static JsonObject ring(JsonObject params) {
    return params.put("timeouts", JsonObject.of("ring", 1000));
  }

  private static JsonObject total(JsonObject params) {
    return params.put("timeouts", JsonObject.of("total", 1000));
  }

  /** It ends within a second of its time, for that reason, once, and with these calls left. */
  private void endsInTime(Run run, String reason, String... left) {
    run.endsWithin(SECOND.plus(SECOND));
    assertThat(run.took()).isGreaterThanOrEqualTo(SECOND.minusMillis(5));
    Failure failure = run.failure().orElseThrow();
    assertThat(failure.source()).isEqualTo("timeout");
    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(run.events()).containsOnlyOnce("Error", "Ended").endsWith("Error", "Ended");
    server.simulator().isLeftWith(left);
  }

  private String call(String from, String to) {
    return server.simulator().placeCall(from, to);
  }

  private JsonObject attended(String callA, String callB) {
    return Client.parameters("CallAttendedTransfer", callA, "callee", callB, "callee");
  }

  @Test
  void stopsTheCallersPhone() {
    JsonObject params = ring(Client.parameters("CallStart", NOANSWER, BOB));

    endsInTime(server.client().start("CallStart", params), CALLER_RANG);
  }

  @Test
  void stopsTheCalleesPhoneAndEndsTheSetUp() {
    JsonObject params = ring(Client.parameters("CallStart", ALICE, NOANSWER));
    Run run = server.client().start("CallStart", params);

    endsInTime(run, CALLEE_RANG);
    assertThat(run.events()).contains("CallerAnswered", "TransferPending");
  }

  @Test
  void letsEachPhoneRingForThatLong() {
    server.timing(timing -> timing.withRing(Duration.ofMillis(700)));
    JsonObject params = ring(Client.parameters("CallStart", ALICE, BOB));

    Run run = server.client().start("CallStart", params).succeeds();

    assertThat(run.took()).isGreaterThan(SECOND);
    server.simulator().isLeftWith(run.callId());
  }

  @Test
  void stopsTheDestinationOfABlindTransferAndKeepsTheCall() {
    String call = call(ALICE, BOB);
    JsonObject params = ring(Client.parameters("CallBlindTransfer", call, "callee", NOANSWER));

    endsInTime(server.client().start("CallBlindTransfer", params), CALLEE_RANG, call);
  }

  @Test
  void stopsTheOtherPhoneOfAnAttendedTransferAndKeepsBothCalls() {
    server.timing(timing -> timing.withRing(Duration.ofSeconds(5)));
    String callA = call(ALICE, BOB);
    String callB = call(ALICE, CAROL);
    Run run = server.client().start("CallAttendedTransfer", ring(attended(callA, callB)));

    endsInTime(run, CALLEE_RANG, callA, callB);
  }

  @Test
  void letsTheCallGoOnThatHasComeOfACommandInTime() {
    JsonObject params = ring(total(Client.parameters("CallStart", ALICE, BOB)));
    Run run = server.client().start("CallStart", params).succeeds();

    run = server.client().start("CallBlindTransfer", blind(run.callId())).succeeds();

    server.simulator().isLeftWith(run.callId());
  }

  private static JsonObject blind(String call) {
    return total(Client.parameters("CallBlindTransfer", call, "callee", CAROL));
  }

  @Test
  void endsACallStartWhoseCallerRings() {
    JsonObject params = total(Client.parameters("CallStart", NOANSWER, BOB));

    endsInTime(server.client().start("CallStart", params), TOOK_TOO_LONG);
  }

  @Test
  void endsACallStartWhoseCalleeRings() {
    JsonObject params = total(Client.parameters("CallStart", ALICE, NOANSWER));

    endsInTime(server.client().start("CallStart", params), TOOK_TOO_LONG);
  }

  @Test
  void endsATransferWhoseDestinationRings() {
    String call = call(ALICE, BOB);
    JsonObject params = total(Client.parameters("CallBlindTransfer", call, "callee", NOANSWER));

    endsInTime(server.client().start("CallBlindTransfer", params), TOOK_TOO_LONG, call);
  }

  @Test
  void endsAnAttendedTransferWhoseOtherPhoneRings() {
    server.timing(timing -> timing.withRing(Duration.ofSeconds(5)));
    String callA = call(ALICE, BOB);
    String callB = call(ALICE, CAROL);
    Run run = server.client().start("CallAttendedTransfer", total(attended(callA, callB)));

    endsInTime(run, TOOK_TOO_LONG, callA, callB);
  }

  @Test
  void endsATransferWhosePhoneHasAgreedAndDoesNothing() {
    String call = call(ALICE, phone("refmute"));

    Run run = server.client().start("CallBlindTransfer", blind(call)).ends();

    assertThat(run.failure().orElseThrow().reason()).isEqualTo(TOOK_TOO_LONG);
    server.simulator().isLeftWith(call);
  }

  @Test
  void endsACommandThatWaitsForItsTurn() {
    String call = call(ALICE, phone("nohold"));
    Run first = server.client().start("CallHold", call); // asks the phone again after 2.1 s

    Run run = server.client().start("CallBlindTransfer", blind(call));

    endsInTime(run, TOOK_TOO_LONG, call);
    assertThat(first.events()).doesNotContain("Ended");
    first.ends();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CallStart", "CallBlindTransfer", "CallAttendedTransfer"})
  void refusesMoreThanTheServerLetsACommandTake(String method) {
    server.with("mi.invite_timeout", "20s");
    JsonObject params = JsonObject.of("timeouts", JsonObject.of("ring", 20_001, "total", 195_001));

    JsonObject problems =
        server.client().ask(method, params).getJsonObject("error").getJsonObject("data");

    assertThat(problems.getString("timeouts.ring")).isEqualTo("must be from 1000 to 20000");
    assertThat(problems.getString("timeouts.total")).isEqualTo("must be from 1000 to 195000");
  }

  @Test
  void refusesTimeoutsOfACommandThatHasNone() {
    JsonObject params = ring(Client.parameters("CallHold", "a"));

    assertThat(
            server
                .client()
                .ask("CallHold", params)
                .getJsonObject("error")
                .getJsonObject("data")
                .getString("timeouts"))
        .isEqualTo("is not a parameter of this method");
  }

  @Test
  void takesARequestWithOtherTimeoutsForAnotherOne() {
    JsonObject params = Client.parameters("CallStart", ALICE, NOANSWER).put("cmd_id", "s");
    Run run = server.client().start("CallStart", ring(params.copy()));

    assertThat(code(params)).isEqualTo(-32001);
    assertThat(code(total(params.copy()))).isEqualTo(-32001);
    assertThat(server.client().ask("CallStart", ring(params.copy())).getJsonObject("result"))
        .isEqualTo(JsonObject.of("cmd_id", "s", "event", "Started", "repeated", true));
    run.ends();
  }

  private int code(JsonObject params) {
    return server.client().ask("CallStart", params).getJsonObject("error").getInteger("code");
  }

  @Test
  void showsTheTimeoutsOfACommand() {
    JsonObject params = ring(Client.parameters("CallStart", NOANSWER, BOB));
    Run run = server.client().start("CallStart", params);

    JsonObject command =
        server
            .client()
            .ask("CommandGet", JsonObject.of("cmd_id", run.cmdId()))
            .getJsonObject("result")
            .getJsonObject("command");

    assertThat(command.getJsonObject("params")).isEqualTo(params);
    run.ends();
  }
}
