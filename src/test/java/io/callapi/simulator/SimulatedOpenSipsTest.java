package io.callapi.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class SimulatedOpenSipsTest {

  private static final SipUri ALICE = new SipUri("sip:alice@127.0.0.1:5070");
  private static final SipUri BOB = new SipUri("sip:bob@127.0.0.1:5071");
  private static final SimulatorOptions QUICK =
      SimulatorOptions.defaults()
          .withTiming(
              SimulatorTiming.defaults()
                  .withoutDelays()
                  .withTimeouts(Duration.ofMillis(50), Duration.ofMillis(80)));

  private static final String HEADERS =
      """
      From: <sip:bob@127.0.0.1>
      To: <sip:noanswer@127.0.0.1>
      CSeq: 1 INVITE
      Call-ID: c
      """;

  private Vertx vertx;
  private SimulatedOpenSips simulator;
  private MiClient client;

  @BeforeEach
  void start(Vertx vertx) {
    this.vertx = vertx;
    startWith(QUICK);
  }

  private void startWith(SimulatorOptions options) {
    simulator = new SimulatedOpenSips(options);
    vertx.deployVerticle(simulator).await();
    client = new MiClient(simulator, vertx);
  }

  private String call(String from, String to) {
    return simulator.placeCall(phone(from), phone(to)).await().value();
  }

  private static SipUri phone(String user) {
    return new SipUri("sip:" + user + "@127.0.0.1:5072");
  }

  @Test
  void showsACallWithTheStateOfItsLegs() {
    CallId callId = simulator.placeCall(ALICE, BOB, new CallId("call-1")).await();

    client.subscribe("E_CALL_HOLD");
    client.result("call_hold", "callid", "call-1");
    client.events("E_CALL_HOLD", 4);

    assertThat(simulator.dialogs())
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.callId()).isEqualTo(callId);
              assertThat(call.fromUri()).isEqualTo(ALICE.value());
              assertThat(call.toUri()).isEqualTo(BOB.value());
              assertThat(call.established()).isTrue();
              assertThat(call.isHeld(Leg.CALLER)).isTrue();
              assertThat(call.isHeld(Leg.CALLEE)).isTrue();
            });
  }

  @Test
  void failsACallWithTheStatusOfThePhoneThatRefusesIt() {
    assertThatThrownBy(() -> simulator.placeCall(phone("giveup"), phone("redirect")).await())
        .isInstanceOf(CallRefusedException.class)
        .hasMessage("302 Moved Temporarily");
    assertThatThrownBy(() -> simulator.placeCall(ALICE, phone("noanswer")).await())
        .hasMessage("408 Request Timeout");
  }

  @Test
  void endsTheCallWhenAPhoneHangsUp() {
    client.subscribe("E_DLG_STATE_CHANGED");
    String callId = call("alice", "bob");

    simulator.hangUp(new CallId(callId), Leg.CALLEE).await();

    assertThat(simulator.dialogs()).isEmpty();
    assertThat(client.events("E_DLG_STATE_CHANGED", 4))
        .extracting(e -> e.getInteger("old_state") + "->" + e.getInteger("new_state"))
        .containsExactly("1->2", "2->3", "3->4", "4->5");
    assertThat(client.dialogs(0, 10).getJsonObject(0).getInteger("state")).isEqualTo(5);
    assertThat(client.errorCode("dlg_list", "callid", callId)).isEqualTo(404);
  }

  @Test
  void forgetsAnEndedCallAfterAWhile() {
    startWith(QUICK.withTiming(QUICK.timing().withEndedDialogLinger(Duration.ofMillis(20))));
    String callId = call("alice", "bob");

    client.result("dlg_end_dlg", "dialog_id", callId);

    await().until(() -> client.dialogs(0, 10).isEmpty());
  }

  @Test
  void answersNothingWhilePausedAndAllOfItAfterwards() {
    simulator.pause();
    String paused = client.send("version");
    Future<CallId> call = simulator.placeCall(ALICE, BOB);
    // Another simulator's answer proves that time has passed.
    SimulatedOpenSips other = new SimulatedOpenSips(QUICK);
    vertx.deployVerticle(other).await();
    new MiClient(other, vertx).result("version");
    assertThat(client.hasReply(paused)).isFalse();
    assertThat(call.isComplete()).isFalse();

    simulator.resume();

    await().until(() -> client.hasReply(paused));
    call.await();
  }

  @Test
  void losesCallsAndSubscriptionsInARestart() {
    client.subscribe("E_DLG_STATE_CHANGED");
    String callId = call("alice", "bob");
    assertThat(simulator.subscribers()).containsExactly("E_DLG_STATE_CHANGED " + client.socket());

    simulator.restart();

    assertThat(simulator.subscribers()).isEmpty();
    assertThat(simulator.dialogs()).isEmpty();
    assertThat(client.errorCode("dlg_end_dlg", "dialog_id", callId)).isEqualTo(404);
  }

  @Test
  void carriesOutRequestsThatItDoesNotAnswer() {
    String callId = call("alice", "bob");
    simulator.answerMi(false);

    client.send("dlg_end_dlg", "dialog_id", callId);
    await().until(() -> simulator.dialogs().isEmpty());
    simulator.answerMi(true);
    client.result("version");

    assertThat(client.hasReply("m1")).isFalse();
  }

  @Test
  void remembersEveryRequest() {
    client.result("version");
    client.errorCode("nonsense");

    assertThat(simulator.messagesReceived()).hasSize(2);
    assertThat(simulator.messagesReceived().get(0)).contains("\"version\"");
  }

  @Test
  void hasNeitherCommandsNorEventsOfAModuleThatIsNotLoaded() {
    startWith(QUICK.withoutModule("callops"));

    assertThat(client.errorCode("call_hold", "callid", "x")).isEqualTo(-32601);
    assertThat(
            client.errorCode("event_subscribe", "event", "E_CALL_HOLD", "socket", client.socket()))
        .isEqualTo(400);
    assertThat((JsonArray) client.result("which")).contains("dlg_list").doesNotContain("call_hold");
  }

  @Test
  void doesNotFitEightyCallsIntoADatagramButFifty() {
    List<Future<CallId>> calls =
        IntStream.range(0, 80).mapToObj(i -> simulator.placeCall(ALICE, BOB)).toList();
    Future.all(calls).await();

    client.send("dlg_list");

    await().until(() -> client.plainAnswers().contains("500 Internal error"));
    assertThat(client.dialogs(0, 50)).hasSize(50);
    assertThat(client.dialogs(50, 50)).hasSize(30);
  }

  @Test
  void cutsARequestThatIsTooLong() {
    client.sendText(
        new JsonObject()
            .put("jsonrpc", "2.0")
            .put("id", "long")
            .put("method", "x".repeat(MiServer.MAX_DATAGRAM))
            .encode()
            .substring(0, MiServer.MAX_DATAGRAM + 1));

    await().until(() -> client.plainAnswers().contains("400 Parse_error"));
  }

  @Test
  void stopsSendingEventsToASubscriptionThatHasExpired() {
    client.result(
        "event_subscribe", "event", "E_DLG_STATE_CHANGED", "socket", client.socket(), "expire", 1);
    await().atMost(Duration.ofSeconds(4)).until(() -> simulator.subscribers().isEmpty());

    call("alice", "bob");
    client.result("version");

    assertThat(client.events("E_DLG_STATE_CHANGED")).isEmpty();
  }

  @Test
  void makesNoTransferOutOfACallByAPhoneWithoutReplaces() {
    client.subscribe("E_CALL_TRANSFER");
    String first = call("alice", "noreplaces");
    String second = call("dave", "carol");

    client.result(
        "call_transfer",
        "callid",
        first,
        "leg",
        "callee",
        "transfer_callid",
        second,
        "transfer_leg",
        "callee");

    await().until(() -> simulator.dialogs().stream().filter(c -> c.established()).count() == 3);
    assertThat(client.events("E_CALL_TRANSFER")).isEmpty();
  }

  @Test
  void keepsSilentAboutAReferThatAPhoneHasAcceptedInVain() {
    client.subscribe("E_CALL_TRANSFER");
    for (String user : List.of("refmute", "refbusy")) {
      String callId = call("alice", user);
      String id = client.dialog(callId).getString("ID");

      JsonObject answer =
          (JsonObject)
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
                  "Refer-To: <sip:carol@127.0.0.1:5072;osid=" + id + ">\r\n");

      assertThat(answer.getInteger("Code")).isEqualTo(202);
    }
    client.result("version");
    assertThat(client.events("E_CALL_TRANSFER")).isEmpty();
    assertThat(simulator.dialogs()).hasSize(2);
  }

  @Test
  void answersItselfForAPhoneThatIsNotRegistered() {
    assertThatThrownBy(() -> simulator.placeCall(ALICE, phone("unreachable")).await())
        .hasMessage("404 Not Found");
  }

  @Test
  void makesUpTheStatusOfATransferThatItHasRefusedItself() {
    client.subscribe("E_CALL_TRANSFER");
    String callId = call("alice", "bob");

    client.result(
        "call_transfer", "callid", callId, "leg", "callee", "destination", "sip:unreachable@h");

    assertThat(client.events("E_CALL_TRANSFER", 3))
        .extracting(event -> event.getString("state") + " " + event.getString("status"))
        .containsExactly("start ", "fail 408 Request Timeout", "notify 404 Not Found");
  }

  @Test
  void tellsOnlyTheReplacedCallOfAnAttendedTransferThatNobodyAnnounced() {
    client.subscribe("E_CALL_TRANSFER");
    String first = call("alice", "bob");
    String second = call("dave", "carol");
    JsonObject dialog = client.dialog(second);
    String toTag = dialog.getJsonArray("CALLEES").getJsonObject(0).getString("callee_tag");
    String replaces =
        "%s%%3Bto-tag%%3D%s%%3Bfrom-tag%%3D%s"
            .formatted(second.replace("@", "%40"), toTag, dialog.getString("caller_tag"));

    client.result(
        "dlg_send_sequential",
        "callid",
        first,
        "method",
        "REFER",
        "mode",
        "callee",
        "body",
        "none",
        "headers",
        "Refer-To: <sip:carol@127.0.0.1:5072?Replaces=" + replaces + ">\r\n");

    assertThat(client.events("E_CALL_TRANSFER", 2))
        .extracting(event -> event.getString("callid") + " " + event.getString("state"))
        .containsExactly(second + " start", second + " ok");
    await().until(() -> simulator.dialogs().size() == 2);
  }

  @Test
  void emptiesTheLegOfATransferThatIsOver() {
    client.subscribe("E_CALL_TRANSFER");
    String callId = call("alice", "bob");

    client.result(
        "call_transfer",
        "callid",
        callId,
        "leg",
        "callee",
        "destination",
        "sip:carol@127.0.0.1:5072");

    List<JsonObject> events = client.events("E_CALL_TRANSFER", 4);
    String newCall = events.get(0).getString("transfer_callid");
    assertThat(events)
        .extracting(e -> e.getString("leg") + "|" + e.getString("state"))
        .containsExactly(newCall + "|start", "callee|notify", "callee|ok", "|notify");
  }

  @Test
  void takesNoHeadersInSequentialRequestsBefore35() {
    startWith(QUICK.withVersion("3.4.9"));
    String callId = call("alice", "bob");

    assertThat(
            client.errorCode(
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
                "Refer-To: <sip:carol@127.0.0.1:5072>\r\n"))
        .isEqualTo(-32602);
    assertThat(client.errorCode("dialog:list")).isEqualTo(-32601);
    assertThat(client.errorCode("call_hold", "callid", callId, "leg", "caller")).isEqualTo(-32602);
  }

  @Test
  void knowsOldAndNewNamesAndHoldOfOneLegIn40() {
    startWith(QUICK.withVersion("4.0.1"));
    client.subscribe("E_CALL_HOLD");
    String callId = call("alice", "bob");

    client.result("callops:hold", "callid", callId, "leg", "caller");

    assertThat(client.events("E_CALL_HOLD", 4)).hasSize(4);
    assertThat(client.errorCode("callops:hold", "callid", callId, "leg", "third")).isEqualTo(420);
    client.result("callops:unhold", "callid", callId, "leg", "caller");
    await().until(() -> simulator.dialogs().get(0).heldLegs().isEmpty());
    assertThat(client.errorCode("call_unhold", "callid", callId)).isEqualTo(480);
  }

  @Test
  void diesOfABatchIn40UntilItIsRestarted() {
    startWith(QUICK.withVersion("4.0.1"));
    client.sendText("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"version\"}]");
    String unanswered = client.send("version");
    await().until(() -> simulator.messagesReceived().size() == 2);

    simulator.restart();
    client.result("version");

    assertThat(client.hasReply(unanswered)).isFalse();
  }

  @Test
  void cancelsACallThatRings() {
    startWith(SimulatorOptions.defaults());
    String invite =
        client.send(
            "t_uac_dlg",
            "method",
            "INVITE",
            "ruri",
            "sip:noanswer@127.0.0.1:5082",
            "next_hop",
            "sip:127.0.0.1:5060",
            "headers",
            HEADERS);

    assertThat(client.errorCode("t_uac_cancel", "callid", "c", "cseq", "1 INVITE")).isEqualTo(481);
    client.result("t_uac_cancel", "callid", "c", "cseq", "1");

    await().until(() -> client.hasReply(invite));
    assertThat(simulator.dialogs()).isEmpty();
  }
}
