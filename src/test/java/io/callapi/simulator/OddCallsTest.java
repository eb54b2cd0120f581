package io.callapi.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulated proxy tells of calls and holds of odd phones what OpenSIPS tells of them. */
class OddCallsTest extends OddPhones {

  @Test
  void hasTwoDialogsUnderOneCallIdAfterAChallenge() {
    String callId = call("alice", "challenge");

    assertThat(client.events("E_DLG_STATE_CHANGED", 4))
        .extracting(event -> event.getInteger("old_state") + "->" + event.getInteger("new_state"))
        .containsExactly("1->5", "1->2", "2->3", "3->4");
    assertThat(client.events("E_DLG_STATE_CHANGED").stream().map(e -> e.getString("id")).distinct())
        .hasSize(2);
    assertThat(client.dialogs(0, 10)).hasSize(2);
    assertThat(client.errorCode("dlg_list", "callid", callId)).isEqualTo(404);
    assertThat(client.result("dlg_end_dlg", "dialog_id", callId)).isEqualTo("OK");
  }

  @Test
  void listsBothPhonesOfAnAddressAndAContactOfTheOneThatHasAnswered() {
    JsonObject dialog = client.dialog(call("alice", "fork"));

    assertThat(dialog.getJsonArray("CALLEES")).hasSize(2);
    assertThat(dialog.getJsonArray("CALLEES").getJsonObject(0).getString("callee_contact"))
        .isEmpty();
    assertThat(dialog.getJsonArray("CALLEES").getJsonObject(1).getString("callee_contact"))
        .isEqualTo("sip:fork@127.0.0.1:5072");
  }

  @Test
  void leavesThePhoneThatAnswersSecondInASilentCallUntilItGetsABye() {
    String callId = call("alice", "forkboth");
    JsonObject second = client.dialog(callId).getJsonArray("CALLEES").getJsonObject(1);
    client.result("dlg_end_dlg", "dialog_id", callId);
    assertThat(simulator.silentPhones()).isOne();

    String headers =
        "From: <sip:a@127.0.0.1>;tag=x\r\nTo: <sip:b@127.0.0.1>;tag=%s\r\nCSeq: 2 BYE\r\nCall-ID: %s\r\n"
            .formatted(second.getString("callee_tag"), callId);
    client.result(
        "t_uac_dlg",
        "method",
        "BYE",
        "ruri",
        second.getString("callee_contact"),
        "headers",
        headers);

    assertThat(simulator.silentPhones()).isZero();
  }

  @Test
  void tellsNothingOfAHoldWhereThePhoneHasSwitchedTheAudioOff() {
    String callId = call("alice", "inactive");
    await().until(() -> simulator.dialogs().get(0).isHeld(Leg.CALLER));

    assertThat(client.result("call_hold", "callid", callId)).isEqualTo("OK");

    assertThat(client.errorCode("call_unhold", "callid", callId)).isEqualTo(480);
    assertThat(client.events("E_CALL_HOLD")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"glare, hold, fail", "resumerefuser, unhold, fail", "resumerefuser, hold, ok"})
  void tellsHowThePhoneAnswersTheFirstChange(String callee, String action, String state) {
    String callId = call("alice", callee);
    client.result("call_hold", "callid", callId);
    client.events("E_CALL_HOLD", 4);
    client.result("call_unhold", "callid", callId);

    assertThat(client.events("E_CALL_HOLD", 8))
        .filteredOn(event -> event.getString("leg").equals("callee"))
        .filteredOn(event -> event.getString("action").equals(action))
        .extracting(event -> event.getString("state"))
        .endsWith(state);
    assertThat(client.errorCode("call_unhold", "callid", callId)).isEqualTo(480);
  }

  @Test
  void refusesToReplaceACallThatStillRings() {
    simulator.placeCall(phone("dave"), phone("noanswer"), new CallId("ringing"));
    await().until(() -> client.dialog("ringing").getInteger("state") == 2);
    String callId = call("alice", "bob");

    client.result(
        "call_transfer",
        "callid",
        callId,
        "leg",
        "callee",
        "transfer_callid",
        "ringing",
        "transfer_leg",
        "callee");

    await().until(() -> transferNews(1).contains("fail 481 Call/Transaction Does Not Exist"));
  }
}
