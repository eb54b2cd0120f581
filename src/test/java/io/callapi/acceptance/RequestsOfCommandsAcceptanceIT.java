package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a command asks the proxy for, beside what keeps the link: nothing that events tell. */
class RequestsOfCommandsAcceptanceIT {

  private static final String ALICE = phone("alice");
  private static final String BOB = phone("bob");
  private static final String CAROL = phone("carol");
  private static final String DAVE = phone("dave");

  @RegisterExtension final CallApiServer server = CallApiServer.on("3.6.8");

  /**
   * No event tells whether a second phone has answered the INVITE: the dialog is looked at once.
   */
  @Test
  void callStartCallsAPhoneLooksWhoHasAnsweredRefersItAndEndsTheSetup() {
    assertThat(requestsOf("CallStart", ALICE, BOB))
        .containsExactlyInAnyOrder("t_uac_dlg", "dlg_list", "dlg_send_sequential", "dlg_end_dlg");
  }

  @Test
  void blindTransferRefersThePhoneAndEndsTheOldCall() {
    String call = server.simulator().placeCall(ALICE, BOB);

    assertThat(requestsOf("CallBlindTransfer", call, "callee", CAROL))
        .containsExactlyInAnyOrder("dlg_list", "dlg_send_sequential", "dlg_end_dlg");
  }

  @Test
  void attendedTransferTellsTheProxyWhichCallsAreJoined() {
    String callA = server.simulator().placeCall(ALICE, BOB);
    String callB = server.simulator().placeCall(DAVE, CAROL);

    assertThat(requestsOf("CallAttendedTransfer", callA, "callee", callB, "callee"))
        .containsExactlyInAnyOrder(
            "dlg_list", "dlg_list", "dlg_push_var", "dlg_send_sequential", "dlg_end_dlg");
  }

  @Test
  void holdIsOneRequest() {
    String call = server.simulator().placeCall(ALICE, BOB);

    assertThat(requestsOf("CallHold", call)).containsExactly("call_hold");
  }

  @Test
  void endIsOneRequest() {
    String call = server.simulator().placeCall(ALICE, BOB);

    assertThat(requestsOf("CallEnd", call)).containsExactly("dlg_end_dlg");
  }

  @Test
  void endOfACallThatNobodyKnowsReadsNoListOfAll() {
    assertThat(requestsOf("CallEnd", "nobody")).doesNotContain("dlg_list of all");
  }

  private List<String> requestsOf(String method, String... arguments) {
    server.client().run("Echo", "up"); // the link is
    int before = server.simulator().requests().size();
    server.client().run(method, arguments);
    List<String> all = server.simulator().requests();
    return all.subList(before, all.size()).stream()
        .filter(request -> !Simulator.OF_THE_LINK.contains(request))
        .toList();
  }
}
