package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callapi.live.EventRecorder.Event;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The phones and {@code conf/opensips.cfg} do together what real phones and a real proxy did when
 * the recipes were recorded. Nothing of Call API itself takes part.
 */
@LiveProxy
class LivePhonesIT {

  // A new one each time: the proxy remembers ended dialogs and transactions for some seconds.
  private final String started = "started-" + PhoneLine.token();

  private OpenSipsProcess proxy;
  private PhoneFarm phones;
  private EventRecorder events;
  private Recipes recipes;

  @BeforeEach
  void takeOver(OpenSipsProcess proxy, PhoneFarm phones, EventRecorder events) {
    this.proxy = proxy;
    this.phones = phones;
    this.events = events;
    this.recipes = new Recipes(proxy);
  }

  @Test
  void startsACallByRingingTheCallerAndReferringHimToTheCallee() {
    CompletableFuture<JsonObject> invite =
        recipes.invite(started, phones.uri("alice"), phones.uri("bob"));
    events.awaitDialog(started, 4);
    JsonObject refer = recipes.refer(started, "callee", recipes.marked(phones.uri("bob"), started));
    String newCall = events.awaitTransfer(started, "ok").get("transfer_callid");
    recipes.end(started);

    assertThat(refer.getInteger("Code")).isEqualTo(202);
    assertThat(status(invite)).isEqualTo("200 OK");
    assertThat(events.awaitTransfer(started, "start").get("destination"))
        .isEqualTo(phones.uri("bob"));
    assertThat(events.awaitTransfer(started, "notify").get("status")).isEqualTo("180 Ringing");
    events.awaitDialog(started, 5);
    events.awaitDialog(newCall, 4);
    await().until(() -> phones.phone("alice").dialog(started).isEmpty());
    assertThat(phones.phone("alice").dialogs()).hasSize(1);
    assertThat(phones.phone("bob").dialog(newCall)).isPresent();
    assertThat(callIds()).containsExactly(newCall);
  }

  @Test
  void leavesNothingBehindWhenTheCalleeIsBusy() {
    var unused = recipes.invite(started, phones.uri("alice"), phones.uri("busy"));
    events.awaitDialog(started, 4);
    recipes.refer(started, "callee", recipes.marked(phones.uri("busy"), started));
    Event failure = events.awaitTransfer(started, "fail");
    recipes.end(started);

    assertThat(failure.get("status")).isEqualTo("486 Busy Here");
    events.awaitDialog(started, 5);
    await().until(() -> phones.dialogs().isEmpty());
    assertThat(callIds()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "busy, 486 Busy Here",
    "decline, 603 Decline",
    "silent, 408 Request Timeout",
    "noanswer, 408 Request Timeout"
  })
  void reportsHowTheCallersPhoneRefuses(String caller, String status) {
    CompletableFuture<JsonObject> invite =
        recipes.invite(started, phones.uri(caller), phones.uri("bob"));

    assertThat(status(invite)).isEqualTo(status);
    await().until(() -> callIds().isEmpty());
  }

  @Test
  void stopsRingingWhenTheInviteIsCancelled() {
    CompletableFuture<JsonObject> invite =
        recipes.invite(started, phones.uri("noanswer"), phones.uri("bob"));
    events.awaitDialog(started, 2);
    recipes.cancel(started);

    assertThat(status(invite)).isEqualTo("487 Request Terminated");
    events.awaitDialog(started, 5);
    assertThat(phones.phone("noanswer").hasReceived("CANCEL", started)).isTrue();
  }

  @Test
  void stopsRingingWhenTheEarlyDialogIsEnded() {
    CompletableFuture<JsonObject> invite =
        recipes.invite(started, phones.uri("noanswer"), phones.uri("bob"));
    events.awaitDialog(started, 2);
    recipes.end(started);

    assertThat(status(invite)).isEqualTo("487 Request Terminated");
    events.awaitDialog(started, 5);
  }

  @ParameterizedTest
  @CsvSource({"callee, bob", "caller, alice"})
  void transfersALegBlindly(String leg, String referee) {
    String callId = establish("alice", "bob");
    JsonObject refer = recipes.refer(callId, leg, recipes.marked(phones.uri("carol"), callId));
    String newCall = events.awaitTransfer(callId, "ok").get("transfer_callid");
    recipes.end(callId);

    assertThat(refer.getInteger("Code")).isEqualTo(202);
    events.awaitDialog(callId, 5);
    assertThat(phones.phone(referee).dialog(newCall)).isPresent();
    assertThat(phones.phone("carol").dialog(newCall)).isPresent();
    await().until(() -> phones.phone(referee).dialog(callId).isEmpty());
  }

  @Test
  void transfersAgainAfterABusyDestination() {
    String callId = establish("alice", "bob");
    recipes.refer(callId, "callee", recipes.marked(phones.uri("busy"), callId));
    events.awaitTransfer(callId, "fail");
    recipes.refer(callId, "callee", recipes.marked(phones.uri("carol"), callId));

    events.awaitTransfer(callId, "ok");
    await().until(() -> !phones.phone("carol").dialogs().isEmpty());
  }

  @Test
  void keepsTheCallWhenThePhoneRefusesTheTransfer() {
    String callId = establish("alice", "norefer");
    JsonObject refer = recipes.refer(callId, "callee", recipes.marked(phones.uri("carol"), callId));

    assertThat(refer.getInteger("Code")).isEqualTo(603);
    assertThat(events.of("E_CALL_TRANSFER", callId)).isEmpty();
    assertThat(callIds()).containsExactly(callId);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bob", "idrefer"})
  void acceptsProgressReportsWhateverTheirEventIdIs(String phone) {
    String callId = establish("alice", phone);
    recipes.refer(callId, "callee", recipes.marked(phones.uri("carol"), callId));
    events.awaitTransfer(callId, "ok");

    await().until(() -> answersToNotify(phone, callId).size() == 3);
    assertThat(answersToNotify(phone, callId)).containsOnly(200);
    assertThat(phones.phone("alice").hasReceived("NOTIFY", callId)).isFalse();
  }

  @Test
  void connectsTwoCallsByAnAttendedTransfer() {
    String callA = establish("alice", "bob");
    String callB = establish("dave", "carol");
    JsonObject b = recipes.dialog(callB);
    recipes.noteTransfer(callB, callA);
    recipes.refer(callA, "callee", phones.uri("carol") + "?Replaces=" + replaces(callB, b));
    String newCall = events.awaitTransfer(callA, "ok").get("transfer_callid");

    assertThat(events.awaitTransfer(callB, "ok").get("transfer_callid")).isEqualTo(newCall);
    events.awaitDialog(callB, 5);
    recipes.end(callA);
    await().until(() -> phones.dialogs().size() == 2);
    assertThat(phones.phone("bob").dialog(newCall)).isPresent();
    assertThat(phones.phone("carol").dialog(newCall)).isPresent();
    assertThat(callIds()).containsExactly(newCall);
  }

  @Test
  void holdsBothLegsAndTakesThemBack() {
    String callId = establish("alice", "bob");
    recipes.hold(callId);
    awaitHolds(callId, "hold", "ok", "ok");
    List<String> held = media(callId);
    recipes.unhold(callId);
    awaitHolds(callId, "unhold", "ok", "ok");

    assertThat(held).doesNotContain("sendrecv");
    assertThat(media(callId)).containsOnly("sendrecv");
    assertThat(recipes.unhold(callId).getJsonObject("error").getInteger("code")).isEqualTo(480);
  }

  @Test
  void holdsOneLegWhenTheOtherRefuses() {
    String callId = establish("alice", "nohold");
    recipes.hold(callId);

    awaitHolds(callId, "hold", "ok", "fail");
    assertThat(phones.phone("alice").dialog(callId).orElseThrow().media()).isNotEqualTo("sendrecv");
  }

  @Test
  void endsTheCallEverywhereWhenOnePhoneHangsUp() throws Exception {
    String callId = establish("alice", "bob");
    phones.hangUp(callId).await(5, TimeUnit.SECONDS);

    events.awaitDialog(callId, 5);
    assertThat(phones.dialogs()).isEmpty();
    assertThat(callIds()).isEmpty();
  }

  @Test
  void reachesARegisteredPhoneByItsNameAtTheProxy() throws Exception {
    assertThat(phones.register("carol").await(5, TimeUnit.SECONDS)).isEqualTo(200);
    String callId = establish("alice", "sip:carol@" + proxy.host() + ":" + proxy.sipPort());

    assertThat(phones.phone("carol").dialog(callId)).isPresent();
  }

  @Test
  void tellsTheCallerOfAnUnregisteredNameThatItIsNotFound() {
    String nobody = "sip:nobody@" + proxy.host() + ":" + proxy.sipPort();

    assertThatThrownBy(() -> phones.call("alice", nobody).await(5, TimeUnit.SECONDS))
        .hasMessageContaining("404 Not Found");
  }

  private String establish(String from, String to) {
    String callId = phones.call(from, to).await();
    events.awaitDialog(callId, 4);
    return callId;
  }

  private List<String> callIds() {
    return proxy.dialogs().stream().map(dialog -> dialog.getString("callid")).toList();
  }

  private List<String> media(String callId) {
    return List.of(
        phones.phone("alice").dialog(callId).orElseThrow().media(),
        phones.phone("bob").dialog(callId).orElseThrow().media());
  }

  private void awaitHolds(String callId, String action, String caller, String callee) {
    for (String leg : List.of("caller", "callee")) {
      events.awaitHold(callId, leg, action, "start");
      events.awaitHold(callId, leg, action, leg.equals("caller") ? caller : callee);
    }
  }

  private List<Integer> answersToNotify(String phone, String callId) {
    return phones.phone(phone).received().stream()
        .filter(SipMessage::isResponse)
        .filter(response -> response.method().equals("NOTIFY"))
        .filter(response -> response.callId().equals(callId))
        .map(SipMessage::status)
        .toList();
  }

  private static String replaces(String callId, JsonObject dialog) {
    String calleeTag = dialog.getJsonArray("CALLEES").getJsonObject(0).getString("callee_tag");
    return URLEncoder.encode(
        callId + ";to-tag=" + calleeTag + ";from-tag=" + dialog.getString("caller_tag"),
        StandardCharsets.UTF_8);
  }

  private static String status(CompletableFuture<JsonObject> invite) {
    return invite.join().getJsonObject("result").getString("Status");
  }
}
