package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.sip.Leg;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can go wrong when a call is put on hold; it is not left half held. */
class HoldFailuresAcceptanceIT {

  private static final String ALICE = phone("alice");
  private static final String BOB = phone("bob");

  @RegisterExtension final FailureScene scene = new FailureScene();

  private final CallApiServer server = scene.server();

  @Test
  @DisplayName("CallHold: the call is unknown")
  void holdOfUnknownCall() {
    scene.assertFails(scene.run("CallHold", "nowhere"));
  }

  @Test
  @DisplayName("CallHold: the call is on hold already")
  void holdTwice() {
    String call = server.simulator().placeCall(ALICE, BOB);
    scene.run("CallHold", call).succeeds();

    scene.assertFails(scene.run("CallHold", call));
    assertThat(server.simulator().dialog(call).heldLegs())
        .containsExactlyInAnyOrder(Leg.CALLER, Leg.CALLEE);
  }

  @Test
  @DisplayName("CallHold: one phone refuses")
  void holdRefused() {
    server.with("deadlines.hold", "10s");
    String call = server.simulator().placeCall(ALICE, phone("nohold"));

    scene.assertFails(scene.run("CallHold", call));
    assertThat(server.simulator().dialog(call).heldLegs()).isEmpty();
  }

  @Test
  @DisplayName("CallHold: the event of one phone is lost")
  void eventOfHoldLost() {
    server.with("deadlines.hold", "20s");
    String call = server.onWire().simulator().placeCall(ALICE, BOB);
    server
        .wire()
        .loseNextEvent("E_CALL_HOLD", Map.of("leg", "callee", "action", "hold", "state", "ok"));

    scene.assertFails(scene.run("CallHold", call));
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

    scene.assertFails(run);
    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallHold: the reply of the proxy is lost")
  void replyToHoldLost() {
    String call = server.onWire().simulator().placeCall(ALICE, BOB);
    server.wire().loseReplies("call_hold");

    scene.assertFails(scene.run("CallHold", call));
    assertThat(server.simulator().dialog(call).heldLegs()).hasSize(2);
  }

  @Test
  @DisplayName("CallHold: the request to the proxy is lost")
  void requestToHoldLost() {
    String call = server.onWire().simulator().placeCall(ALICE, BOB);
    server.wire().loseRequests("call_hold");

    scene.assertFails(scene.run("CallHold", call));
    assertThat(server.simulator().dialog(call).heldLegs()).isEmpty();
  }

  @Test
  @DisplayName("CallHold: the client leaves, cancel")
  void clientLeavesAndHoldIsCancelled() {
    server.with("ws_server.on_disconnect", "cancel").with("deadlines.hold", "5s");
    String call = server.onWire().simulator().placeCall(ALICE, BOB);
    server
        .wire()
        .loseEvents("E_CALL_HOLD", Map.of("leg", "callee", "action", "hold", "state", "ok"));

    scene.assertFails(scene.clientLeavesAt("CallHoldSuccessful", "CallHold", call));
    assertThat(server.simulator().dialog(call).heldLegs()).isEmpty();
  }

  @Test
  @DisplayName("CallHold: the client leaves, finish")
  void clientLeavesAndHoldFinishes() {
    String call = server.with("mi.timeout", "5s").simulator().placeCall(ALICE, BOB);

    scene.assertFails(scene.clientLeavesAtOnce("CallHold", call));
    assertThat(server.simulator().dialog(call).heldLegs()).hasSize(2);
  }

  @Test
  @DisplayName("CallHold: a CallEnd comes while the phones are asked")
  void holdIsCutShort() {
    server.with("deadlines.hold", "5s");
    String call = server.onWire().simulator().placeCall(ALICE, BOB);
    server
        .wire()
        .loseEvents("E_CALL_HOLD", Map.of("leg", "callee", "action", "hold", "state", "ok"));
    Run run = server.client().start("CallHold", call).reaches("CallHoldSuccessful");

    scene.run("CallEnd", call).succeeds();

    scene.assertFails(run);
    server.simulator().isLeftWith();
  }
}
