package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.sip.Leg;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every command ends, whatever goes wrong: as the row of docs/protocol.md with the name of the test
 * says, and with nothing left over.
 */
class FailureTableAcceptanceIT {

  private static final String ALICE = phone("alice");
  private static final String BOB = phone("bob");
  private static final String CAROL = phone("carol");

  @RegisterExtension
  final CallApiServer server =
      CallApiServer.on("3.6.8")
          .timing(t -> t.withTimeouts(Duration.ofMillis(300), Duration.ofMillis(400)))
          .with("mi.timeout", "300ms")
          .with("mi.invite_timeout", "2s")
          .with("deadlines.transfer_start", "300ms")
          .with("deadlines.hold", "300ms")
          .with("deadlines.end", "1s");

  private Optional<FailureTable.Row> row = Optional.empty();

  @BeforeEach
  void findRow(TestInfo test) {
    row = FailureTable.find(test.getDisplayName());
  }

  @Test
  void eachRowOfTheTableHasATest() {
    List<String> tests =
        Arrays.stream(getClass().getDeclaredMethods())
            .map(method -> method.getAnnotation(DisplayName.class))
            .filter(name -> name != null)
            .map(DisplayName::value)
            .toList();

    assertThat(tests)
        .containsExactlyInAnyOrderElementsOf(
            FailureTable.rows().stream().map(FailureTable.Row::title).toList());
  }

  // CallStart

  @Test
  @DisplayName("CallStart: the caller is busy")
  void callerBusy() {
    assertFails(run("CallStart", phone("busy"), BOB));

    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the caller declines")
  void callerDeclines() {
    assertFails(run("CallStart", phone("decline"), BOB));

    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the caller does not answer")
  void callerDoesNotAnswer() {
    assertFails(run("CallStart", phone("noanswer"), BOB));

    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the caller's phone is silent")
  void callerSilent() {
    assertFails(run("CallStart", phone("silent"), BOB));

    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the caller hangs up before the transfer")
  void callerHangsUp() {
    server.with("deadlines.transfer_start", "5s");
    Run run = server.client().start("CallStart", phone("refmute"), BOB).reaches("Transferring");

    server.simulator().hangUp(run.cmdId(), Leg.CALLEE);

    assertFails(run);
    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the caller's phone refuses the transfer")
  void callerRefusesTransfer() {
    Run run = run("CallStart", phone("norefer"), BOB);

    assertFails(run);
    assertThat(run.events()).containsExactly("CallerAnswered", "Error", "Ended");
    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the caller's phone agrees and does nothing")
  void callerAgreesAndDoesNothing() {
    assertFails(run("CallStart", phone("refmute"), BOB));

    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the caller's phone agrees and reports 503")
  void callerReports503() {
    assertFails(run("CallStart", phone("refbusy"), BOB));

    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the callee is busy")
  void calleeBusy() {
    Run run = run("CallStart", ALICE, phone("busy"));

    assertFails(run);
    assertThat(run.events())
        .containsExactly("CallerAnswered", "Transferring", "TransferStart", "Error", "Ended");
    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the callee declines")
  void calleeDeclines() {
    assertFails(run("CallStart", ALICE, phone("decline")));

    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the callee does not answer")
  void calleeDoesNotAnswer() {
    assertFails(run("CallStart", ALICE, phone("noanswer")));

    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the callee's phone is silent")
  void calleeSilent() {
    assertFails(run("CallStart", ALICE, phone("silent")));

    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the proxy refuses the request")
  void proxyRefusesStart() {
    server.without("tm");

    assertFails(run("CallStart", ALICE, BOB));
  }

  @Test
  @DisplayName("CallStart: the proxy does not reply")
  void proxyDoesNotReplyToStart() {
    server.simulator().answerMi(false);

    assertFails(run("CallStart", ALICE, BOB));
    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the proxy is gone")
  void proxyGoneBeforeStart() {
    server.simulator().pause();

    assertFails(run("CallStart", ALICE, BOB));
  }

  @Test
  @DisplayName("CallStart: the client leaves, cancel")
  void clientLeavesAndCancels() {
    server.with("ws_server.on_disconnect", "cancel");
    Client leaving = server.newClient();
    Run left = leaving.start("CallStart", ALICE, phone("noanswer")).reaches("TransferPending");

    leaving.leave();

    assertFails(resumed(left, ALICE, phone("noanswer")));
    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallStart: the client leaves, finish")
  void clientLeavesAndItFinishes() {
    Client leaving = server.newClient();
    Run left = leaving.start("CallStart", ALICE, BOB);

    leaving.leave();

    assertFails(resumed(left, ALICE, BOB));
    assertThat(server.simulator().dialogs()).singleElement().matches(call -> call.established());
  }

  /** The same command, asked for once more by a client that has come back. */
  private Run resumed(Run left, String caller, String callee) {
    JsonObject again = Client.parameters("CallStart", caller, callee).put("cmd_id", left.cmdId());
    return server.newClient().start("CallStart", again).ends();
  }

  @Test
  @DisplayName("CallStart: the server stops")
  void serverStops() {
    Run run = server.client().start("CallStart", ALICE, phone("noanswer"));
    run.reaches("TransferPending");

    server.stop();

    assertFails(run);
    server.simulator().isLeftWith();
  }

  // CallBlindTransfer

  @Test
  @DisplayName("CallBlindTransfer: the call is unknown")
  void blindOfUnknownCall() {
    assertFails(run("CallBlindTransfer", "nowhere", "callee", CAROL));
  }

  @Test
  @DisplayName("CallBlindTransfer: the phone refuses")
  void blindRefused() {
    String call = server.simulator().placeCall(ALICE, phone("norefer"));

    assertFails(run("CallBlindTransfer", call, "callee", CAROL));
    assertIsStillTransferable(call);
  }

  @Test
  @DisplayName("CallBlindTransfer: the phone agrees and does nothing")
  void blindWithoutNewCall() {
    String call = server.simulator().placeCall(ALICE, phone("refmute"));

    assertFails(run("CallBlindTransfer", call, "callee", CAROL));
    assertIsStillTransferable(call);
  }

  @Test
  @DisplayName("CallBlindTransfer: the phone agrees and reports 503")
  void blindWith503() {
    String call = server.simulator().placeCall(ALICE, phone("refbusy"));

    assertFails(run("CallBlindTransfer", call, "callee", CAROL));
    assertIsStillTransferable(call);
  }

  @Test
  @DisplayName("CallBlindTransfer: the destination is busy")
  void blindToBusyPhone() {
    String call = server.simulator().placeCall(ALICE, BOB);
    Run run = run("CallBlindTransfer", call, "callee", phone("busy"));

    assertFails(run);
    assertThat(run.events()).containsExactly("Transferring", "TransferStart", "Error", "Ended");
    assertIsStillTransferable(call);
  }

  @Test
  @DisplayName("CallBlindTransfer: the destination does not answer")
  void blindToPhoneThatDoesNotAnswer() {
    String call = server.simulator().placeCall(ALICE, BOB);

    assertFails(run("CallBlindTransfer", call, "callee", phone("noanswer")));
    assertIsStillTransferable(call);
  }

  @Test
  @DisplayName("CallBlindTransfer: the call ends in the middle")
  void blindOfCallThatEnds() {
    server.with("deadlines.transfer_start", "5s");
    String call = server.simulator().placeCall(ALICE, phone("refmute"));
    Run run = server.client().start("CallBlindTransfer", call, "callee", CAROL);
    run.reaches("Transferring");

    server.simulator().hangUp(call, Leg.CALLER);

    assertFails(run);
    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallBlindTransfer: the proxy refuses the request")
  void proxyRefusesBlind() {
    String call = server.version("3.4.9").simulator().placeCall(ALICE, BOB);
    run("CallBlindTransfer", call, "callee", phone("busy")).ends();

    assertFails(run("CallBlindTransfer", call, "callee", CAROL));
  }

  @Test
  @DisplayName("CallBlindTransfer: the proxy does not reply")
  void proxyDoesNotReplyToBlind() {
    String call = server.simulator().placeCall(ALICE, BOB);
    server.simulator().answerMi(false);

    assertFails(run("CallBlindTransfer", call, "callee", CAROL));
    server.simulator().answerMi(true);
    assertIsStillTransferable(call);
  }

  // CallAttendedTransfer

  @Test
  @DisplayName("CallAttendedTransfer: call A is unknown")
  void attendedOfUnknownA() {
    String callB = server.simulator().placeCall(ALICE, CAROL);

    assertFails(run("CallAttendedTransfer", "nowhere", "callee", callB, "callee"));
    server.simulator().isLeftWith(callB);
  }

  @Test
  @DisplayName("CallAttendedTransfer: call B is unknown")
  void attendedToUnknownB() {
    String callA = server.simulator().placeCall(ALICE, BOB);

    assertFails(run("CallAttendedTransfer", callA, "callee", "nowhere", "callee"));
    assertIsStillTransferable(callA);
  }

  @Test
  @DisplayName("CallAttendedTransfer: the phone refuses")
  void attendedRefused() {
    String callA = server.simulator().placeCall(ALICE, phone("norefer"));
    String callB = server.simulator().placeCall(ALICE, CAROL);

    assertFails(run("CallAttendedTransfer", callA, "callee", callB, "callee"));
    server.simulator().isLeftWith(callA, callB);
    assertCanBeJoined(callA, "caller", callB);
  }

  @Test
  @DisplayName("CallAttendedTransfer: the phone agrees and does nothing")
  void attendedWithoutNewCall() {
    String callA = server.simulator().placeCall(ALICE, phone("refmute"));
    String callB = server.simulator().placeCall(ALICE, CAROL);

    assertFails(run("CallAttendedTransfer", callA, "callee", callB, "callee"));
    server.simulator().isLeftWith(callA, callB);
    assertCanBeJoined(callA, "caller", callB);
  }

  @Test
  @DisplayName("CallAttendedTransfer: the phone places a plain call: no Replaces")
  void attendedWithoutReplaces() {
    String callA = server.simulator().placeCall(ALICE, phone("noreplaces"));
    String callB = server.simulator().placeCall(ALICE, CAROL);

    assertFails(run("CallAttendedTransfer", callA, "callee", callB, "callee"));
    server.simulator().isLeftWith(callA, callB);
    assertCanBeJoined(callA, "caller", callB);
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

    assertFails(run);
    server.simulator().isLeftWith(callB);
  }

  @Test
  @DisplayName("CallAttendedTransfer: the proxy does not reply")
  void proxyDoesNotReplyToAttended() {
    String callA = server.simulator().placeCall(ALICE, BOB);
    String callB = server.simulator().placeCall(ALICE, CAROL);
    server.simulator().answerMi(false);

    assertFails(run("CallAttendedTransfer", callA, "callee", callB, "callee"));
    server.simulator().answerMi(true);
    assertCanBeJoined(callA, "callee", callB);
  }

  // CallHold

  @Test
  @DisplayName("CallHold: the call is unknown")
  void holdOfUnknownCall() {
    assertFails(run("CallHold", "nowhere"));
  }

  @Test
  @DisplayName("CallHold: the call is on hold already")
  void holdTwice() {
    String call = server.simulator().placeCall(ALICE, BOB);
    run("CallHold", call).succeeds();

    assertFails(run("CallHold", call));
    assertThat(server.simulator().dialog(call).heldLegs())
        .containsExactlyInAnyOrder(Leg.CALLER, Leg.CALLEE);
  }

  @Test
  @DisplayName("CallHold: one phone refuses")
  void holdRefused() {
    String call = server.simulator().placeCall(ALICE, phone("nohold"));

    assertFails(run("CallHold", call));
    assertThat(server.simulator().dialog(call).heldLegs()).isEmpty();
  }

  @Test
  @DisplayName("CallHold: the event of one phone is lost")
  void eventOfHoldLost() {
    String call = server.onWire().simulator().placeCall(ALICE, BOB);
    server
        .wire()
        .loseEvents("E_CALL_HOLD", Map.of("leg", "callee", "action", "hold", "state", "ok"));

    assertFails(run("CallHold", call));
    assertThat(server.simulator().dialog(call).heldLegs()).hasSize(2);
  }

  @Test
  @DisplayName("CallHold: the call ends in the middle")
  void holdOfCallThatEnds() {
    server.with("deadlines.hold", "5s");
    String call = server.onWire().simulator().placeCall(ALICE, BOB);
    server
        .wire()
        .loseEvents("E_CALL_HOLD", Map.of("leg", "callee", "action", "hold", "state", "ok"));
    Run run = server.client().start("CallHold", call).reaches("CallHoldSuccessful");

    server.simulator().hangUp(call, Leg.CALLER);

    assertFails(run);
    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallHold: the reply of the proxy is lost")
  void replyToHoldLost() {
    String call = server.onWire().simulator().placeCall(ALICE, BOB);
    server.wire().loseReplies("call_hold");

    assertFails(run("CallHold", call));
    assertThat(server.simulator().dialog(call).heldLegs()).hasSize(2);
  }

  @Test
  @DisplayName("CallHold: the request to the proxy is lost")
  void requestToHoldLost() {
    String call = server.onWire().simulator().placeCall(ALICE, BOB);
    server.wire().loseRequests("call_hold");

    assertFails(run("CallHold", call));
    assertThat(server.simulator().dialog(call).heldLegs()).isEmpty();
  }

  // CallUnhold

  @Test
  @DisplayName("CallUnhold: the call is unknown")
  void unholdOfUnknownCall() {
    assertFails(run("CallUnhold", "nowhere"));
  }

  @Test
  @DisplayName("CallUnhold: the call is not on hold")
  void unholdOfCallNotHeld() {
    String call = server.simulator().placeCall(ALICE, BOB);

    assertFails(run("CallUnhold", call));
  }

  @Test
  @DisplayName("CallUnhold: one phone refuses")
  void unholdRefused() {
    String call = server.simulator().placeCall(ALICE, phone("nohold"));
    server.simulator().hold(call); // 3.6 takes a leg for held whatever its phone says

    Run run = run("CallUnhold", call);

    assertFails(run);
    assertThat(server.simulator().dialog(call).heldLegs()).isEmpty();
  }

  @Test
  @DisplayName("CallUnhold: the reply of the proxy is lost")
  void replyToUnholdLost() {
    String call = server.simulator().placeCall(ALICE, BOB);
    run("CallHold", call).succeeds();
    server.simulator().answerMi(false);

    assertFails(run("CallUnhold", call));
    assertThat(server.simulator().dialog(call).heldLegs()).isEmpty();
  }

  @Test
  @DisplayName("CallUnhold: the request to the proxy is lost")
  void requestToUnholdLost() {
    String call = server.onWire().simulator().placeCall(ALICE, BOB);
    run("CallHold", call).succeeds();
    server.wire().loseRequests("call_unhold");

    assertFails(run("CallUnhold", call));
    assertThat(server.simulator().dialog(call).heldLegs()).hasSize(2);
  }

  // CallEnd

  @Test
  @DisplayName("CallEnd: the call is unknown")
  void endOfUnknownCall() {
    assertFails(run("CallEnd", "nowhere"));
  }

  @Test
  @DisplayName("CallEnd: the reply of the proxy is lost")
  void replyToEndLost() {
    String call = server.simulator().placeCall(ALICE, BOB);
    server.simulator().answerMi(false);

    assertFails(run("CallEnd", call));
    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallEnd: the request to the proxy is lost")
  void requestToEndLost() {
    String call = server.onWire().simulator().placeCall(ALICE, BOB);
    server.wire().loseRequests("dlg_end_dlg");

    assertFails(run("CallEnd", call));
    server.simulator().isLeftWith(call);
  }

  @Test
  @DisplayName("CallEnd: the proxy is gone")
  void proxyGoneBeforeEnd() {
    String call = server.simulator().placeCall(ALICE, BOB);
    server.simulator().pause();

    assertFails(run("CallEnd", call));
  }

  private Run run(String method, String... arguments) {
    return server.client().run(method, arguments);
  }

  private void assertFails(Run run) {
    row.orElseThrow().describes(run, server);
  }

  /** The call is up, and alone; its other phone can be transferred, and then that call is. */
  private void assertIsStillTransferable(String call) {
    server.simulator().isLeftWith(call);
    Run again = run("CallBlindTransfer", call, "caller", CAROL).succeeds();
    server.simulator().isLeftWith(again.callId());
  }

  private void assertCanBeJoined(String callA, String leg, String callB) {
    Run again = run("CallAttendedTransfer", callA, leg, callB, "callee").succeeds();
    server.simulator().isLeftWith(again.callId());
  }
}
