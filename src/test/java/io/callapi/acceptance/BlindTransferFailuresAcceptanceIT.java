package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.sip.Leg;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can go wrong with a blind transfer; the old call stays up, and can be transferred again. */
class BlindTransferFailuresAcceptanceIT {

  private static final String ALICE = phone("alice");
  private static final String BOB = phone("bob");
  private static final String CAROL = phone("carol");

  @RegisterExtension final FailureScene scene = new FailureScene();

  private final CallApiServer server = scene.server();

  @Test
  @DisplayName("CallBlindTransfer: the call is unknown")
  void blindOfUnknownCall() {
    scene.assertFails(scene.run("CallBlindTransfer", "nowhere", "callee", CAROL));
  }

  @Test
  @DisplayName("CallBlindTransfer: the phone refuses")
  void blindRefused() {
    String call = server.simulator().placeCall(ALICE, phone("norefer"));

    scene.assertFails(scene.run("CallBlindTransfer", call, "callee", CAROL));
    scene.assertIsStillTransferable(call);
  }

  @Test
  @DisplayName("CallBlindTransfer: the phone agrees and does nothing")
  void blindWithoutNewCall() {
    String call = server.simulator().placeCall(ALICE, phone("refmute"));

    scene.assertFails(scene.run("CallBlindTransfer", call, "callee", CAROL));
    scene.assertIsStillTransferable(call);
  }

  @Test
  @DisplayName("CallBlindTransfer: the phone agrees and reports 503")
  void blindWith503() {
    String call = server.simulator().placeCall(ALICE, phone("refbusy"));

    scene.assertFails(scene.run("CallBlindTransfer", call, "callee", CAROL));
    scene.assertIsStillTransferable(call);
  }

  @Test
  @DisplayName("CallBlindTransfer: the destination is busy")
  void blindToBusyPhone() {
    String call = server.simulator().placeCall(ALICE, BOB);
    Run run = scene.run("CallBlindTransfer", call, "callee", phone("busy"));

    scene.assertFails(run);
    assertThat(run.events()).containsExactly("Transferring", "TransferStart", "Error", "Ended");
    scene.assertIsStillTransferable(call);
  }

  @Test
  @DisplayName("CallBlindTransfer: the destination does not answer")
  void blindToPhoneThatDoesNotAnswer() {
    String call = server.simulator().placeCall(ALICE, BOB);

    scene.assertFails(scene.run("CallBlindTransfer", call, "callee", phone("noanswer")));
    scene.assertIsStillTransferable(call);
  }

  @Test
  @DisplayName("CallBlindTransfer: the destination declines")
  void blindToPhoneThatDeclines() {
    String call = server.simulator().placeCall(ALICE, BOB);

    scene.assertFails(scene.run("CallBlindTransfer", call, "callee", phone("decline")));
    scene.assertIsStillTransferable(call);
  }

  @Test
  @DisplayName("CallBlindTransfer: the destination is unreachable")
  void blindToUnreachablePhone() {
    String call = server.simulator().placeCall(ALICE, BOB);

    scene.assertFails(scene.run("CallBlindTransfer", call, "callee", phone("unreachable")));
    scene.assertIsStillTransferable(call);
  }

  @Test
  @DisplayName("CallBlindTransfer: the call ends in the middle")
  void blindOfCallThatEnds() {
    server.with("deadlines.transfer_start", "5s");
    String call = server.simulator().placeCall(ALICE, phone("refmute"));
    Run run = server.client().start("CallBlindTransfer", call, "callee", CAROL);
    run.reaches("Transferring");

    server.simulator().hangUp(call, Leg.CALLER);

    scene.assertFails(run);
    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallBlindTransfer: the proxy refuses the request")
  void proxyRefusesBlind() {
    String call = server.version("3.4.9").simulator().placeCall(ALICE, BOB);
    scene.run("CallBlindTransfer", call, "callee", phone("busy")).ends();

    scene.assertFails(scene.run("CallBlindTransfer", call, "callee", CAROL));
  }

  @Test
  @DisplayName("CallBlindTransfer: the proxy does not reply")
  void proxyDoesNotReplyToBlind() {
    String call = server.simulator().placeCall(ALICE, BOB);
    server.simulator().answerMi(false);

    scene.assertFails(scene.run("CallBlindTransfer", call, "callee", CAROL));
    server.simulator().answerMi(true);
    scene.assertIsStillTransferable(call);
  }

  @Test
  @DisplayName("CallBlindTransfer: the client leaves, cancel")
  void clientLeavesAndBlindIsCancelled() {
    server.with("ws_server.on_disconnect", "cancel").timing(FailureScene::patientProxy);
    String call = server.simulator().placeCall(ALICE, BOB);

    scene.assertFails(
        scene.clientLeavesAt(
            "TransferPending", "CallBlindTransfer", call, "callee", phone("noanswer")));
    scene.assertIsStillTransferable(call);
  }

  @Test
  @DisplayName("CallBlindTransfer: the client leaves, finish")
  void clientLeavesAndBlindFinishes() {
    String call = server.with("mi.timeout", "5s").simulator().placeCall(ALICE, BOB);

    scene.assertFails(scene.clientLeavesAtOnce("CallBlindTransfer", call, "callee", CAROL));
    assertThat(server.simulator().dialogs())
        .singleElement()
        .matches(newCall -> newCall.established() && newCall.toUri().startsWith(CAROL));
  }

  @Test
  @DisplayName("CallBlindTransfer: the phone does not answer the REFER")
  void blindToMutePhone() {
    String call = server.simulator().placeCall(ALICE, phone("mutereferee"));

    scene.assertFails(scene.run("CallBlindTransfer", call, "callee", CAROL));
    scene.assertIsStillTransferable(call);
  }

  @Test
  @DisplayName("CallBlindTransfer: another transfer of the call is under way")
  void blindBesideAnother() {
    server.with("mi.invite_timeout", "10s").timing(FailureScene::patientProxy);
    String call = server.simulator().placeCall(ALICE, BOB);
    Run first = startBlind(call, phone("slow")).reaches("TransferPending");

    scene.assertFails(scene.run("CallBlindTransfer", call, "caller", CAROL));
    first.succeeds();
    server.simulator().isLeftWith(first.callId());
  }

  @Test
  @DisplayName("CallBlindTransfer: a CallEnd comes while the destination rings")
  void blindIsCutShort() {
    server.timing(FailureScene::patientProxy);
    String call = server.simulator().placeCall(ALICE, BOB);
    Run run = startBlind(call, phone("noanswer")).reaches("TransferPending");

    scene.run("CallEnd", call).succeeds();

    scene.assertFails(run);
    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallBlindTransfer: a CallEnd comes while it waits for its turn")
  void waitingBlindIsCutShort() {
    String call = callThatIsBeingHeld();
    Run run = startBlind(call, CAROL);

    scene.run("CallEnd", call).succeeds();

    scene.assertFails(run);
    server.simulator().isLeftWith();
  }

  private Run startBlind(String call, String destination) {
    return server.client().start("CallBlindTransfer", call, "callee", destination);
  }

  /** That the phone of the callee agrees will not be heard, so it takes its time. */
  private String callThatIsBeingHeld() {
    server.with("deadlines.hold", "5s").onWire();
    String call = server.simulator().placeCall(ALICE, BOB);
    server
        .wire()
        .loseEvents("E_CALL_HOLD", Map.of("leg", "callee", "action", "hold", "state", "ok"));
    server.client().start("CallHold", call).reaches("CallHoldSuccessful");
    return call;
  }
}
