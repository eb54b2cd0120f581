package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can go wrong when a call is ended. */
class CallEndFailuresAcceptanceIT {

  private static final String ALICE = phone("alice");
  private static final String BOB = phone("bob");

  @RegisterExtension final FailureScene scene = new FailureScene();

  private final CallApiServer server = scene.server();

  @Test
  @DisplayName("CallEnd: the call is unknown")
  void endOfUnknownCall() {
    scene.assertFails(scene.run("CallEnd", "nowhere"));
  }

  @Test
  @DisplayName("CallEnd: the reply of the proxy is lost")
  void replyToEndLost() {
    String call = server.simulator().placeCall(ALICE, BOB);
    server.simulator().answerMi(false);

    scene.assertFails(scene.run("CallEnd", call));
    server.simulator().isLeftWith();
  }

  @Test
  @DisplayName("CallEnd: the request to the proxy is lost")
  void requestToEndLost() {
    String call = server.onWire().simulator().placeCall(ALICE, BOB);
    server.wire().loseRequests("dlg_end_dlg");

    scene.assertFails(scene.run("CallEnd", call));
    server.simulator().isLeftWith(call);
  }

  @Test
  @DisplayName("CallEnd: the client leaves, cancel")
  void clientLeavesAndEndIsCancelled() {
    server.with("ws_server.on_disconnect", "cancel").with("deadlines.end", "5s");
    String call = server.onWire().simulator().placeCall(ALICE, BOB);
    server.wire().loseRequests("dlg_end_dlg");

    scene.assertFails(scene.clientLeavesAtOnce("CallEnd", call));
    server.simulator().isLeftWith(call);
  }

  @Test
  @DisplayName("CallEnd: the client leaves, finish")
  void clientLeavesAndEndFinishes() {
    String call = server.with("mi.timeout", "5s").simulator().placeCall(ALICE, BOB);

    scene.assertFails(scene.clientLeavesAtOnce("CallEnd", call));
    server.simulator().isLeftWith();
  }
}
