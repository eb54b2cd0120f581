package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.sip.Leg;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can go wrong with an attended transfer; the old calls stay up, and can be joined again. */
class AttendedTransferFailuresAcceptanceIT {

  private static final String ALICE = phone("alice");
  private static final String BOB = phone("bob");
  private static final String CAROL = phone("carol");

  @RegisterExtension final FailureScene scene = new FailureScene();

  private final CallApiServer server = scene.server();

  @Test
  @DisplayName("CallAttendedTransfer: call A is unknown")
  void attendedOfUnknownA() {
    String callB = server.simulator().placeCall(ALICE, CAROL);

    scene.assertFails(scene.run("CallAttendedTransfer", "nowhere", "callee", callB, "callee"));
    server.simulator().isLeftWith(callB);
  }

  @Test
  @DisplayName("CallAttendedTransfer: call B is unknown")
  void attendedToUnknownB() {
    String callA = server.simulator().placeCall(ALICE, BOB);

    scene.assertFails(scene.run("CallAttendedTransfer", callA, "callee", "nowhere", "callee"));
    scene.assertIsStillTransferable(callA);
  }

  @Test
  @DisplayName("CallAttendedTransfer: the phone refuses")
  void attendedRefused() {
    String callA = server.simulator().placeCall(ALICE, phone("norefer"));
    String callB = server.simulator().placeCall(ALICE, CAROL);

    scene.assertFails(scene.run("CallAttendedTransfer", callA, "callee", callB, "callee"));
    server.simulator().isLeftWith(callA, callB);
    scene.assertCanBeJoined(callA, "caller", callB);
  }

  @Test
  @DisplayName("CallAttendedTransfer: the phone agrees and does nothing")
  void attendedWithoutNewCall() {
    String callA = server.simulator().placeCall(ALICE, phone("refmute"));
    String callB = server.simulator().placeCall(ALICE, CAROL);

    scene.assertFails(scene.run("CallAttendedTransfer", callA, "callee", callB, "callee"));
    server.simulator().isLeftWith(callA, callB);
    scene.assertCanBeJoined(callA, "caller", callB);
  }

  @Test
  @DisplayName("CallAttendedTransfer: the phone places a plain call: no Replaces")
  void attendedWithoutReplaces() {
    String callA = server.simulator().placeCall(ALICE, phone("noreplaces"));
    String callB = server.simulator().placeCall(ALICE, CAROL);

    scene.assertFails(scene.run("CallAttendedTransfer", callA, "callee", callB, "callee"));
    server.simulator().isLeftWith(callA, callB);
    scene.assertCanBeJoined(callA, "caller", callB);
  }

  @Test
  @DisplayName("CallAttendedTransfer: the phone agrees and reports 503")
  void attendedWith503() {
    String callA = server.simulator().placeCall(ALICE, phone("refbusy"));
    String callB = server.simulator().placeCall(ALICE, CAROL);

    scene.assertFails(scene.run("CallAttendedTransfer", callA, "callee", callB, "callee"));
    server.simulator().isLeftWith(callA, callB);
    scene.assertCanBeJoined(callA, "caller", callB);
  }

  @Test
  @DisplayName("CallAttendedTransfer: the other phone is busy")
  void attendedToBusyPhone() {
    assertFailsToReach(phone("busy"));
  }

  @Test
  @DisplayName("CallAttendedTransfer: the other phone declines")
  void attendedToPhoneThatDeclines() {
    assertFailsToReach(phone("decline"));
  }

  @Test
  @DisplayName("CallAttendedTransfer: the other phone does not answer")
  void attendedToPhoneThatDoesNotAnswer() {
    assertFailsToReach(phone("noanswer"));
  }

  @Test
  @DisplayName("CallAttendedTransfer: the other phone is unreachable")
  void attendedToUnreachablePhone() {
    assertFailsToReach(phone("unreachable"));
  }

  /** The phone in call B does not take the new call in the place of the old one. */
  private void assertFailsToReach(String other) {
    String callA = server.simulator().placeCall(ALICE, BOB);
    String callB = server.simulator().placeCall(other, CAROL);

    scene.assertFails(scene.run("CallAttendedTransfer", callA, "callee", callB, "caller"));
    server.simulator().isLeftWith(callA, callB);
    scene.assertCanBeJoined(callA, "callee", callB);
  }

  @Test
  @DisplayName("CallAttendedTransfer: call A ends in the middle")
  void attendedOfCallThatEnds() {
    server.with("deadlines.transfer_start", "5s");
    String callA = server.simulator().placeCall(ALICE, phone("refmute"));
    String callB = server.simulator().placeCall(ALICE, CAROL);
    Run run = server.client().start("CallAttendedTransfer", callA, "callee", callB, "callee");
    run.reaches("Transferring");

    server.simulator().hangUp(callA, Leg.CALLER);

    scene.assertFails(run);
    server.simulator().isLeftWith(callB);
  }

  @Test
  @DisplayName("CallAttendedTransfer: call B ends in the middle")
  void attendedToCallThatEnds() {
    server.with("deadlines.transfer_start", "5s");
    String callA = server.simulator().placeCall(ALICE, phone("refmute"));
    String callB = server.simulator().placeCall(ALICE, CAROL);
    Run run = server.client().start("CallAttendedTransfer", callA, "callee", callB, "callee");
    run.reaches("Transferring");

    server.simulator().hangUp(callB, Leg.CALLER);

    scene.assertFails(run);
    server.simulator().isLeftWith(callA);
  }

  @Test
  @DisplayName("CallAttendedTransfer: the proxy does not reply")
  void proxyDoesNotReplyToAttended() {
    String callA = server.simulator().placeCall(ALICE, BOB);
    String callB = server.simulator().placeCall(ALICE, CAROL);
    server.simulator().answerMi(false);

    scene.assertFails(scene.run("CallAttendedTransfer", callA, "callee", callB, "callee"));
    server.simulator().answerMi(true);
    scene.assertCanBeJoined(callA, "callee", callB);
  }

  @Test
  @DisplayName("CallAttendedTransfer: the proxy refuses the request")
  void proxyRefusesAttended() {
    String callA = server.version("3.4.9").simulator().placeCall(ALICE, BOB);
    String callB = server.simulator().placeCall(ALICE, CAROL);
    scene.run("CallBlindTransfer", callA, "callee", phone("busy"));

    scene.assertFails(scene.run("CallAttendedTransfer", callA, "callee", callB, "callee"));
    server.simulator().isLeftWith(callA, callB);
  }

  @Test
  @DisplayName("CallAttendedTransfer: the client leaves, cancel")
  void clientLeavesAndAttendedIsCancelled() {
    server.with("ws_server.on_disconnect", "cancel").timing(FailureScene::patientProxy);
    String callA = server.simulator().placeCall(ALICE, BOB);
    String callB = server.simulator().placeCall(phone("noanswer"), CAROL);

    scene.assertFails(
        scene.clientLeavesAt(
            "TransferPending", "CallAttendedTransfer", callA, "callee", callB, "caller"));
    server.simulator().isLeftWith(callA, callB);
    scene.assertCanBeJoined(callA, "callee", callB);
  }

  @Test
  @DisplayName("CallAttendedTransfer: the client leaves, finish")
  void clientLeavesAndAttendedFinishes() {
    String callA = server.with("mi.timeout", "5s").simulator().placeCall(ALICE, BOB);
    String callB = server.simulator().placeCall(ALICE, CAROL);

    scene.assertFails(
        scene.clientLeavesAtOnce("CallAttendedTransfer", callA, "callee", callB, "callee"));
    assertThat(server.simulator().callIds()).hasSize(1).doesNotContain(callA, callB);
  }

  @Test
  @DisplayName("CallAttendedTransfer: the phone does not answer the REFER")
  void attendedToMutePhone() {
    String callA = server.simulator().placeCall(ALICE, phone("mutereferee"));
    String callB = server.simulator().placeCall(ALICE, CAROL);

    scene.assertFails(scene.run("CallAttendedTransfer", callA, "callee", callB, "callee"));
    scene.assertCanBeJoined(callA, "caller", callB);
  }

  @Test
  @DisplayName("CallAttendedTransfer: another transfer of one of the calls is under way")
  void attendedBesideAnother() {
    server.with("mi.invite_timeout", "10s").timing(FailureScene::patientProxy);
    String callA = server.simulator().placeCall(ALICE, BOB);
    String callB = server.simulator().placeCall(ALICE, CAROL);
    Run first = server.client().start("CallBlindTransfer", callB, "caller", phone("slow"));
    first.reaches("TransferPending");

    scene.assertFails(scene.run("CallAttendedTransfer", callA, "callee", callB, "callee"));
    first.succeeds();
    server.simulator().isLeftWith(callA, first.callId());
  }

  @Test
  @DisplayName("CallAttendedTransfer: a CallEnd comes while the other phone rings")
  void attendedIsCutShort() {
    server.timing(FailureScene::patientProxy);
    String callA = server.simulator().placeCall(ALICE, BOB);
    String callB = server.simulator().placeCall(phone("noanswer"), CAROL);
    Run run = server.client().start("CallAttendedTransfer", callA, "callee", callB, "caller");
    run.reaches("TransferPending");

    scene.run("CallEnd", callA).succeeds();

    scene.assertFails(run);
    server.simulator().isLeftWith(callB);
  }
}
