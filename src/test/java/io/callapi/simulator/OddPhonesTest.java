package io.callapi.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipUri;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulated proxy tells of phones with odd habits what OpenSIPS tells of them. */
@ExtendWith(VertxExtension.class)
class OddPhonesTest {

  private static final SimulatorTiming QUICK =
      SimulatorTiming.defaults()
          .withoutDelays()
          .withTimeouts(Duration.ofMillis(200), Duration.ofMillis(400))
          .withLateness(Duration.ofMillis(20), Duration.ofMillis(60));

  private SimulatedOpenSips simulator;
  private MiClient client;

  @BeforeEach
  void start(Vertx vertx) {
    simulator = new SimulatedOpenSips(SimulatorOptions.defaults().withTiming(QUICK));
    vertx.deployVerticle(simulator).await();
    client = new MiClient(simulator, vertx);
    client.subscribe("E_DLG_STATE_CHANGED", "E_CALL_TRANSFER", "E_CALL_HOLD");
  }

  private static SipUri phone(String user) {
    return new SipUri("sip:" + user + "@127.0.0.1:5072");
  }

  private String call(String from, String to) {
    return simulator.placeCall(phone(from), phone(to)).await().value();
  }

  /** Asks the callee of a call to call somebody; the answer to the REFER. */
  private int refer(String callId, String to) {
    String id = simulator.dialogs().get(0).dialogId();
    String target = "Refer-To: <" + phone(to).value() + ";osid=" + id + ">\r\n";
    return ((JsonObject)
            client.result(
                "dlg_send_sequential",
                "callid",
                callId,
                "method",
                "REFER",
                "mode",
                "callee",
                "body",
                "none",
                "headers",
                target))
        .getInteger("Code");
  }

  private String callBesides(String callId) {
    return simulator.dialogs().stream()
        .map(call -> call.callId().value())
        .filter(other -> !other.equals(callId))
        .findFirst()
        .orElseThrow();
  }

  private List<String> transferNews(int count) {
    return client.events("E_CALL_TRANSFER", count).stream()
        .map(event -> event.getString("state") + " " + event.getString("status"))
        .map(String::strip)
        .toList();
  }

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
  void tellsOfAFailureAndANewStartWhenATransferIsChallenged() {
    String callId = call("alice", "bob");

    assertThat(refer(callId, "challenge")).isEqualTo(202);

    assertThat(transferNews(6))
        .containsExactly(
            "start",
            "fail 407 Proxy Authentication Required",
            "start",
            "notify 180 Ringing",
            "ok 200 OK",
            "notify 200 OK");
    assertThat(client.events("E_CALL_TRANSFER"))
        .extracting(event -> event.getString("transfer_callid"))
        .containsOnly(callBesides(callId));
  }

  @Test
  void tellsOfNoSecondStartWhenATransferIsRedirected() {
    refer(call("alice", "bob"), "redirect");

    assertThat(transferNews(4))
        .containsExactly(
            "start", "fail 302 Moved Temporarily", "notify 180 Ringing", "notify 200 OK");
  }

  @Test
  void reportsTheFinalStatusOfAPhoneThatGivesUp() {
    refer(call("alice", "giveup"), "challenge");

    assertThat(transferNews(3))
        .containsExactly(
            "start",
            "fail 407 Proxy Authentication Required",
            "notify 407 Proxy Authentication Required");
  }

  @ParameterizedTest
  @CsvSource({
    "lateanswer, 202, 1",
    "toolateanswer, 408, 1",
    "mutereferee, 408, 0",
    "norefer, 603, 0"
  })
  void waitsForThePhonesAnswerToARefer(String callee, int code, int newCalls) {
    String callId = call("alice", callee);

    assertThat(refer(callId, "carol")).isEqualTo(code);

    await().until(() -> simulator.dialogs().size() == 1 + newCalls);
  }

  @Test
  void tellsOfSuccessWhileTheOtherPhoneRings() {
    refer(call("alice", "earlynotify"), "noanswer");

    assertThat(transferNews(3))
        .containsExactly("start", "notify 200 OK", "fail 408 Request Timeout");
  }

  @Test
  void labelsALateReportWithTheNewestTransfer() {
    String callId = call("alice", "latenotify");
    refer(callId, "busy");
    transferNews(2);

    refer(callId, "noanswer");

    JsonObject late =
        client.events("E_CALL_TRANSFER", 5).stream()
            .filter(event -> event.getString("status").equals("486 Busy Here"))
            .filter(event -> event.getString("state").equals("notify"))
            .findFirst()
            .orElseThrow();
    assertThat(late.getString("transfer_callid")).isEqualTo(callBesides(callId));
  }

  @Test
  void takesWhatFollowsTheStatusLineForTheStatus() {
    refer(call("alice", "headernotify"), "carol");

    assertThat(client.events("E_CALL_TRANSFER", 4))
        .extracting(event -> event.getString("status"))
        .contains("180 Ringing\r\nContact: <sip:headernotify@127.0.0.1:5072>");
  }

  @Test
  void tellsNothingOfACallThatComesAfterTheOldOneHasEnded() {
    refer(call("alice", "hangupfirst"), "carol");

    await().until(() -> simulator.dialogs().stream().anyMatch(call -> isTo(call, "carol")));
    assertThat(client.events("E_CALL_TRANSFER")).isEmpty();
    assertThat(simulator.dialogs()).singleElement().matches(call -> call.toUri().contains("osid="));
  }

  private static boolean isTo(SimulatedCall call, String user) {
    return call.toUri().startsWith("sip:" + user + "@") && call.established();
  }

  @Test
  void tellsNothingOfACallToAnAddressWithoutItsMark() {
    refer(call("alice", "plain"), "carol");

    await().until(() -> simulator.dialogs().size() == 2);
    assertThat(simulator.dialogs()).noneMatch(call -> call.toUri().contains(";"));
    assertThat(client.events("E_CALL_TRANSFER")).isEmpty();
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
