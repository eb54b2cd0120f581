package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.sip.Leg;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can go wrong when a call is started; nothing is left of it. */
class CallStartFailuresAcceptanceIT {

  private static final String ALICE = phone("alice");
  private static final String BOB = phone("bob");

  @RegisterExtension final FailureScene scene = new FailureScene();

  private final CallApiServer server = scene.server();

  @Test
  @DisplayName("CallStart: the caller is busy")
  void callerBusy() {
    scene.assertFails(scene.run("CallStart", phone("busy"), BOB));

    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the caller declines")
  void callerDeclines() {
    scene.assertFails(scene.run("CallStart", phone("decline"), BOB));

    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the caller does not answer")
  void callerDoesNotAnswer() {
    scene.assertFails(scene.run("CallStart", phone("noanswer"), BOB));

    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the caller's phone is silent")
  void callerSilent() {
    scene.assertFails(scene.run("CallStart", phone("silent"), BOB));

    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the caller hangs up before the transfer")
  void callerHangsUp() {
    server.with("deadlines.transfer_start", "5s");
    Run run = server.client().start("CallStart", phone("refmute"), BOB).reaches("Transferring");

    server.simulator().hangUp(run.cmdId(), Leg.CALLEE);

    scene.assertFails(run);
    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the caller's phone refuses the transfer")
  void callerRefusesTransfer() {
    Run run = scene.run("CallStart", phone("norefer"), BOB);

    scene.assertFails(run);
    assertThat(run.events()).containsExactly("CallerAnswered", "Error", "Ended");
    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the caller's phone agrees and does nothing")
  void callerAgreesAndDoesNothing() {
    scene.assertFails(scene.run("CallStart", phone("refmute"), BOB));

    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the caller's phone agrees and reports 503")
  void callerReports503() {
    scene.assertFails(scene.run("CallStart", phone("refbusy"), BOB));

    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the caller is unreachable")
  void callerUnreachable() {
    scene.assertFails(scene.run("CallStart", phone("unreachable"), BOB));

    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the callee is busy")
  void calleeBusy() {
    Run run = scene.run("CallStart", ALICE, phone("busy"));

    scene.assertFails(run);
    assertThat(run.events())
        .containsExactly("CallerAnswered", "Transferring", "TransferStart", "Error", "Ended");
    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the callee declines")
  void calleeDeclines() {
    scene.assertFails(scene.run("CallStart", ALICE, phone("decline")));

    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the callee does not answer")
  void calleeDoesNotAnswer() {
    scene.assertFails(scene.run("CallStart", ALICE, phone("noanswer")));

    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the callee's phone is silent")
  void calleeSilent() {
    scene.assertFails(scene.run("CallStart", ALICE, phone("silent")));

    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the callee is unreachable")
  void calleeUnreachable() {
    Run run = scene.run("CallStart", ALICE, phone("unreachable"));

    scene.assertFails(run);
    assertThat(run.events()).doesNotContain("TransferPending");
    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the proxy refuses the request")
  void proxyRefusesStart() {
    server.without("tm");

    scene.assertFails(scene.run("CallStart", ALICE, BOB));
  }

  @Test
  @DisplayName("CallStart: the proxy does not reply")
  void proxyDoesNotReplyToStart() {
    server.simulator().answerMi(false);

    Run run = scene.run("CallStart", ALICE, BOB);

    scene.assertFails(run);
    server.simulator().isLeftWith(run.callId());
  }

  @Test
  @DisplayName("CallStart: the client leaves, cancel")
  void clientLeavesAndStartIsCancelled() {
    server.with("ws_server.on_disconnect", "cancel").timing(FailureScene::patientProxy);

    scene.assertFails(
        scene.clientLeavesAt("TransferPending", "CallStart", ALICE, phone("noanswer")));
    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the client leaves, finish")
  void clientLeavesAndStartFinishes() {
    server.with("mi.timeout", "5s").with("deadlines.transfer_start", "5s");

    scene.assertFails(scene.clientLeavesAtOnce("CallStart", ALICE, BOB));
    assertThat(server.simulator().dialogs()).singleElement().matches(call -> call.established());
  }

  @Test
  @DisplayName("CallStart: the server stops")
  void serverStops() {
    Run run = server.client().start("CallStart", ALICE, phone("noanswer"));
    run.reaches("TransferPending");

    server.stop();

    scene.assertFails(run);
    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the caller's phone does not answer the REFER")
  void callerIgnoresRefer() {
    scene.assertFails(scene.run("CallStart", phone("mutereferee"), BOB));

    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: a CallEnd comes while the caller's phone rings")
  void endedWhileCallerRings() {
    server.timing(FailureScene::patientProxy);
    Run run = server.client().start("CallStart", phone("noanswer"), BOB);
    await().until(() -> !server.simulator().dialogs().isEmpty());

    scene.run("CallEnd", run.cmdId()).succeeds();

    scene.assertFails(run);
    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: a CallEnd comes while the callee's phone rings")
  void endedWhileCalleeRings() {
    server.timing(FailureScene::patientProxy);
    Run run = server.client().start("CallStart", ALICE, phone("noanswer"));
    run.reaches("TransferPending");

    scene.run("CallEnd", run.callId()).succeeds();

    scene.assertFails(run);
    server.simulator().isLeftWith();
  }
}
