package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.sip.Leg;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can go wrong when a call is taken off hold. */
class UnholdFailuresAcceptanceIT {

  private static final String ALICE = phone("alice");
  private static final String BOB = phone("bob");

  @RegisterExtension final FailureScene scene = new FailureScene();

  private final CallApiServer server = scene.server();

  @Test
  @DisplayName("CallUnhold: the call is unknown")
  void unholdOfUnknownCall() {
    scene.assertFails(scene.run("CallUnhold", "nowhere"));
  }

  @Test
  @DisplayName("CallUnhold: the call is not on hold")
  void unholdOfCallNotHeld() {
    String call = server.simulator().placeCall(ALICE, BOB);

    scene.assertFails(scene.run("CallUnhold", call));
  }

  @Test
  @DisplayName("CallUnhold: one phone refuses")
  void unholdRefused() {
    server.with("deadlines.hold", "10s");
    String call = server.simulator().placeCall(ALICE, phone("noresume"));
    server.simulator().hold(call);

    scene.assertFails(scene.run("CallUnhold", call));
    assertThat(server.simulator().dialog(call).heldLegs()).hasSize(2);
  }

  @Test
  @DisplayName("CallUnhold: the reply of the proxy is lost")
  void replyToUnholdLost() {
    String call = server.simulator().placeCall(ALICE, BOB);
    scene.run("CallHold", call).succeeds();
    server.simulator().answerMi(false);

    scene.assertFails(scene.run("CallUnhold", call));
    assertThat(server.simulator().dialog(call).heldLegs()).isEmpty();
  }

  @Test
  @DisplayName("CallUnhold: the request to the proxy is lost")
  void requestToUnholdLost() {
    String call = server.onWire().simulator().placeCall(ALICE, BOB);
    scene.run("CallHold", call).succeeds();
    server.wire().loseRequests("call_unhold");

    scene.assertFails(scene.run("CallUnhold", call));
    assertThat(server.simulator().dialog(call).heldLegs()).hasSize(2);
  }

  @Test
  @DisplayName("CallUnhold: the call ends in the middle")
  void unholdOfCallThatEnds() {
    String call = placeHeldCallWithLostEvent();
    Run run = server.client().start("CallUnhold", call).reaches("CallUnholdSuccessful");

    server.simulator().hangUp(call, Leg.CALLER);

    scene.assertFails(run);
    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallUnhold: the client leaves, cancel")
  void clientLeavesAndUnholdIsCancelled() {
    server.with("ws_server.on_disconnect", "cancel");
    String call = placeHeldCallWithLostEvent();

    scene.assertFails(scene.clientLeavesAt("CallUnholdSuccessful", "CallUnhold", call));
    assertThat(server.simulator().dialog(call).heldLegs()).hasSize(2);
  }

  /** A call on hold; that the phone of the callee resumes it will not be heard. */
  private String placeHeldCallWithLostEvent() {
    String call = server.with("deadlines.hold", "5s").onWire().simulator().placeCall(ALICE, BOB);
    server.simulator().hold(call);
    server
        .wire()
        .loseEvents("E_CALL_HOLD", Map.of("leg", "callee", "action", "unhold", "state", "ok"));
    return call;
  }

  @Test
  @DisplayName("CallUnhold: the client leaves, finish")
  void clientLeavesAndUnholdFinishes() {
    String call = server.with("mi.timeout", "5s").simulator().placeCall(ALICE, BOB);
    server.simulator().hold(call);

    scene.assertFails(scene.clientLeavesAtOnce("CallUnhold", call));
    assertThat(server.simulator().dialog(call).heldLegs()).isEmpty();
  }

  @Test
  @DisplayName("CallUnhold: a CallEnd comes while the phones are asked")
  void unholdIsCutShort() {
    String call = placeHeldCallWithLostEvent();
    Run run = server.client().start("CallUnhold", call).reaches("CallUnholdSuccessful");

    scene.run("CallEnd", call).succeeds();

    scene.assertFails(run);
    server.simulator().isLeftWith();
  }
}
