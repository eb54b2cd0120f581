package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.simulator.SimulatedCall;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that is sent again, by a client that lost its connection or its memory. */
class RepeatedRequestsAcceptanceIT {

  private static final String ALICE = phone("alice");
  private static final String BOB = phone("bob");
  private static final List<String> STAGES =
      List.of(
          "CallerAnswered",
          "Transferring",
          "TransferStart",
          "TransferPending",
          "CalleeAnswered",
          "Ended");

  @RegisterExtension final CallApiServer server = CallApiServer.on("3.6.8");

  private static JsonObject callStart(String cmdId, String callee) {
    return Client.parameters("CallStart", ALICE, callee).put("cmd_id", cmdId);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CallerAnswered", "TransferStart", "Ended"})
  void tellsANewConnectionEveryStageAfterTheEnd(String lostAt) {
    Client lost = server.client();
    lost.start("CallStart", callStart("again", BOB)).reaches(lostAt);
    lost.leave();
    await().until(this::isOnlyTheNewCallUp);

    Run run = server.newClient().start("CallStart", callStart("again", BOB)).ends();

    assertThat(run.events()).isEqualTo(STAGES);
    server.simulator().isLeftWith(run.callId());
    assertThat(server.simulator().requests("t_uac_dlg")).hasSize(1);
  }

  private boolean isOnlyTheNewCallUp() {
    return server.simulator().dialogs().stream().allMatch(SimulatedCall::established)
        && server.simulator().callIds().size() == 1
        && !server.simulator().callIds().contains("again");
  }

  @Test
  void tellsANewConnectionTheErrorAfterTheEnd() {
    Client lost = server.client();
    lost.start("CallStart", callStart("again", phone("busy"))).ends();
    lost.leave();

    Run run = server.newClient().start("CallStart", callStart("again", phone("busy"))).ends();

    assertThat(run.events())
        .containsExactly("CallerAnswered", "Transferring", "TransferStart", "Error", "Ended");
    assertThat(run.failure().orElseThrow().data()).isEqualTo("486 Busy Here");
    assertThat(server.simulator().requests("t_uac_dlg")).hasSize(1);
  }

  @Test
  void tellsTheSameConnectionEverythingOnceMoreAndSaysSo() {
    Client client = server.client();
    Run run = client.start("CallStart", callStart("again", BOB)).ends();

    JsonObject reply = client.ask("CallStart", callStart("again", BOB));
    await().until(() -> ends(run) == 2);

    assertThat(reply.getJsonObject("result"))
        .isEqualTo(JsonObject.of("cmd_id", "again", "event", "Started", "repeated", true));
    assertThat(run.events().subList(0, STAGES.size())).isEqualTo(STAGES);
    assertThat(run.events().subList(STAGES.size(), 2 * STAGES.size())).isEqualTo(STAGES);
    assertThat(server.simulator().requests("t_uac_dlg")).hasSize(1);
  }

  @Test
  void tellsTheSameConnectionATransferAndAHoldOnceMore() {
    Client client = server.client();
    String call = server.simulator().placeCall(ALICE, BOB);
    JsonObject hold = Client.parameters("CallHold", call).put("cmd_id", "hold");
    JsonObject transfer =
        Client.parameters("CallBlindTransfer", call, "callee", phone("carol")).put("cmd_id", "t");
    Run held = client.start("CallHold", hold).ends();
    Run transferred = client.start("CallBlindTransfer", transfer).ends();

    client.ask("CallHold", hold);
    client.ask("CallBlindTransfer", transfer);
    await().until(() -> ends(held) == 2 && ends(transferred) == 2);

    assertThat(Collections.frequency(held.events(), "CallHoldSuccessful")).isEqualTo(4);
    assertThat(Collections.frequency(transferred.events(), "TransferSuccessful")).isEqualTo(2);
    assertThat(server.simulator().requests("call_hold")).hasSize(1);
    server.simulator().isLeftWith(transferred.callId());
  }

  private static int ends(Run run) {
    return Collections.frequency(run.events(), "Ended");
  }

  @Test
  void tellsEveryConnectionThatHasSentTheRequestWhileItRuns() {
    Client first = server.client();
    Client second = server.newClient();
    Client third = server.newClient();
    Run one =
        first.start("CallStart", callStart("again", phone("slow"))).reaches("TransferPending");

    Run two = second.start("CallStart", callStart("again", phone("slow")));
    Run three = third.start("CallStart", callStart("again", phone("slow")));
    first.leave();
    List.of(two, three).forEach(Run::ends);

    assertThat(one.events()).isEqualTo(STAGES.subList(0, 4));
    assertThat(two.events()).isEqualTo(STAGES);
    assertThat(three.events()).isEqualTo(STAGES);
    assertThat(server.simulator().requests("t_uac_dlg")).hasSize(1);
  }

  @Test
  void tellsTheFirstConnectionToTheEndAlthoughASecondOneHasSentTheRequest() {
    Client first = server.client();
    Client second = server.newClient();
    Run one = first.start("CallStart", callStart("again", phone("slow"))).reaches("Transferring");

    Run two = second.start("CallStart", callStart("again", phone("slow"))).ends();
    one.ends();

    assertThat(one.events()).isEqualTo(STAGES);
    assertThat(two.events()).isEqualTo(STAGES);
  }

  @Test
  void endsACallStartWhoseCallerRingsByItsCommandId() {
    Client client = server.client();
    JsonObject params =
        Client.parameters("CallStart", phone("noanswer"), BOB).put("cmd_id", "ringing");
    Run start = client.start("CallStart", params);
    await().until(() -> !server.simulator().dialogs().isEmpty());

    Run end = client.run("CallEnd", "ringing");
    start.ends();

    assertThat(end.events()).containsExactly("Ended");
    assertThat(start.events()).containsExactly("Error", "Ended");
    assertThat(start.failure().orElseThrow().data()).isEqualTo("487 Request Terminated");
    server.simulator().isLeftWith();
  }
}
