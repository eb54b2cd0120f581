package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.sip.Leg;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command works beside every version, by the means that the version has. */
class SimulatorVersionsAcceptanceIT {

  private static final String ALICE = phone("alice");
  private static final String BOB = phone("bob");
  private static final String CAROL = phone("carol");

  @RegisterExtension final CallApiServer server = CallApiServer.on("3.6.8");

  @ParameterizedTest
  @ValueSource(strings = {"3.4", "3.6.8", "4.0.1"})
  void runsEveryCommand(String version) {
    Client client = server.version(version).client();
    Simulator simulator = server.simulator();

    String call = client.run("CallStart", ALICE, BOB).succeeds().callId();
    simulator.isLeftWith(call);
    client.run("CallHold", call).succeeds();
    assertThat(simulator.dialog(call).heldLegs()).containsExactlyInAnyOrder(Leg.values());
    client.run("CallUnhold", call).succeeds();
    assertThat(simulator.dialog(call).heldLegs()).isEmpty();

    String transferred = client.run("CallBlindTransfer", call, "callee", CAROL).succeeds().callId();
    simulator.isLeftWith(transferred);
    String consultation = simulator.placeCall(ALICE, phone("dave"));
    String joined =
        client
            .run("CallAttendedTransfer", transferred, "callee", consultation, "callee")
            .succeeds()
            .callId();
    simulator.isLeftWith(joined);

    client.run("CallEnd", joined).succeeds();
    simulator.isLeftWith();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.4", "3.6.8", "4.0.1"})
  void tellsThatAPhoneRefusesToBeHeld(String version) {
    server.version(version).with("deadlines.hold", "10s");
    String call = server.simulator().placeCall(ALICE, phone("nohold"));

    Run run = server.client().run("CallHold", call);

    String refusal = "The phone of the callee has refused";
    run.endsWithin(Duration.ofSeconds(8));
    assertThat(run.failure()).contains(new Failure(refusal, "sip", null, refusal));
    assertThat(server.simulator().dialog(call).heldLegs()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "3.6.8, dlg_send_sequential, call_transfer",
    "4.0.1, dialog:send_sequential, callops:transfer"
  })
  void asksForTheAnswerToAReferWhereItCanBeKnown(String version, String refer, String transfer) {
    server.version(version).client().run("CallStart", ALICE, BOB).succeeds();

    assertThat(server.simulator().requests(refer)).hasSize(1);
    assertThat(server.simulator().requests(transfer)).isEmpty();
  }

  @Test
  void leavesTheReferToCallopsBefore35() {
    server.version("3.4").client().run("CallStart", ALICE, BOB).succeeds();

    assertThat(server.simulator().requests("dlg_send_sequential")).isEmpty();
    assertThat(server.simulator().requests("call_transfer")).hasSize(1);
  }

  @Test
  void endsARefusedTransferByItsDeadlineBefore35() {
    server.version("3.4").with("deadlines.transfer_start", "300ms");
    String call = server.simulator().placeCall(ALICE, phone("norefer"));

    Run run = server.client().run("CallBlindTransfer", call, "callee", CAROL);

    run.endsWithin(Duration.ofMillis(1300));
    assertThat(run.events()).containsExactly("Transferring", "Error", "Ended");
    assertThat(run.failure())
        .contains(
            new Failure(
                "No new call of the phone in time",
                "timeout",
                null,
                "No new call of the phone in time"));
    server.simulator().isLeftWith(call);
  }

  @Test
  void cannotTransferACallTwiceBefore35() {
    server.version("3.4").with("deadlines.transfer_start", "300ms");
    String call = server.simulator().placeCall(ALICE, BOB);
    server.client().run("CallBlindTransfer", call, "callee", phone("busy"));

    Run again = server.client().run("CallBlindTransfer", call, "callee", CAROL);

    assertThat(again.failure())
        .contains(new Failure("491 Request Pending", "mi", 491, "Request Pending"));
    server.simulator().isLeftWith(call);
  }
}
