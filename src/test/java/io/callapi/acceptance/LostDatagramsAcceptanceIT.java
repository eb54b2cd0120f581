package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** UDP may lose anything; what can be known in another way is. */
class LostDatagramsAcceptanceIT {

  private static final String ALICE = phone("alice");
  private static final String BOB = phone("bob");
  private static final String CAROL = phone("carol");

  @RegisterExtension
  final CallApiServer server = CallApiServer.on("3.6.8").onWire().with("mi.timeout", "300ms");

  @ParameterizedTest
  @CsvSource({
    "E_CALL_TRANSFER, state, start",
    "E_CALL_TRANSFER, state, notify",
    "E_CALL_TRANSFER, state, ok",
    "E_DLG_STATE_CHANGED, new_state, 4",
    "E_DLG_STATE_CHANGED, new_state, 5"
  })
  void startsACallWithoutSomeEvent(String event, String name, String value) {
    server.wire().loseEvents(event, Map.of(name, value));

    Run run = server.client().run("CallStart", ALICE, BOB).succeeds();

    assertThat(run.events())
        .filteredOn(stage -> !stage.equals("TransferPending"))
        .containsExactly(
            "CallerAnswered", "Transferring", "TransferStart", "CalleeAnswered", "Ended");
    server.simulator().isLeftWith(run.callId());
  }

  @ParameterizedTest
  @ValueSource(strings = {"dlg_send_sequential", "dlg_end_dlg", "t_uac_dlg"})
  void startsACallWithoutSomeReply(String request) {
    server.wire().loseReplies(request);

    Run run = server.client().run("CallStart", ALICE, BOB).succeeds();

    server.simulator().isLeftWith(run.callId());
  }

  @ParameterizedTest
  @CsvSource({"3.6.8, dlg_send_sequential", "3.4, call_transfer"})
  void followsATransferWhoseAcceptanceIsLost(String version, String request) {
    String call = server.version(version).simulator().placeCall(ALICE, BOB);
    server.wire().loseReplies(request);

    Run run = server.client().run("CallBlindTransfer", call, "callee", CAROL).succeeds();

    assertThat(run.events()).startsWith("Transferring", "TransferStart");
    server.simulator().isLeftWith(run.callId());
  }

  @Test
  void endsATransferThatDidNotReachTheProxyByItsDeadline() {
    String call =
        server.with("deadlines.transfer_start", "300ms").simulator().placeCall(ALICE, BOB);
    server.wire().loseRequests("dlg_send_sequential");

    Run run = server.client().run("CallBlindTransfer", call, "callee", CAROL);

    assertThat(run.failure()).map(Failure::source).contains("timeout");
    server.simulator().isLeftWith(call);
  }
}
