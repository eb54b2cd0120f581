package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.sip.Leg;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that follow calls, whoever has started them. */
class CallSubscribeAcceptanceIT {

  private static final String ALICE = phone("alice");
  private static final String BOB = phone("bob");
  private static final String CAROL = phone("carol");
  private static final JsonObject ALL = new JsonObject();

  @RegisterExtension final CallApiServer server = CallApiServer.on("3.6.8");

  private Client up() {
    server.client().run("Echo", "up");
    return server.client();
  }

  private void isAsListed(CallsView view, JsonObject params) {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> assertThat(view.calls()).isEqualTo(CallsView.listed(server.client(), params)));
  }

  private void isAsListed(CallsView view) {
    isAsListed(view, ALL);
  }

  @Test
  void tellsTheCallsThatAreThereFirst() {
    Client client = up();
    String call = server.simulator().placeCall(ALICE, BOB);
    await().until(() -> CallsView.listed(client, ALL).containsKey(call));

    CallsView view = CallsView.of(client, JsonObject.of("tag", "T-1"));

    JsonObject first = view.notifications().get(0);
    assertThat(first.getString("event")).isEqualTo("Snapshot");
    assertThat(first.getString("tag")).isEqualTo("T-1");
    assertThat(first.getJsonObject("data").getBoolean("more")).isFalse();
    assertThat(view.calls()).containsOnlyKeys(call).isEqualTo(CallsView.listed(client, ALL));
  }

  @Test
  void tellsTheLifeOfACallThatThisServerDidNotStart() {
    Client client = up();
    CallsView view = CallsView.of(client, ALL);

    String call = server.simulator().placeCall(ALICE, BOB);
    await().until(() -> view.eventsOf(call).contains("CallAnswered"));
    isAsListed(view);
    client.run("CallHold", call).succeeds();
    await().until(() -> view.eventsOf(call).contains("CallHeld"));
    isAsListed(view);
    client.run("CallUnhold", call).succeeds();
    await().until(() -> view.eventsOf(call).contains("CallResumed"));
    server.simulator().hangUp(call, Leg.CALLER);
    await().until(() -> view.eventsOf(call).contains("CallEnded"));

    assertThat(view.eventsOf(call))
        .containsSubsequence(
            "CallCreated", "CallRinging", "CallAnswered", "CallHeld", "CallResumed", "CallEnded")
        .containsOnlyOnce("CallCreated", "CallEnded");
    assertThat(view.last(call).getString("state")).isEqualTo("ended");
    assertThat(view.last(call).getString("caller")).isEqualTo(ALICE);
    assertThat(view.last(call).getLong("duration")).isNotNegative();
    assertThat(view.calls()).isEmpty();
  }

  @Test
  void namesTheCommandThatHasMadeACallAndWhyOthersHaveEnded() {
    Client client = up();
    CallsView view = CallsView.of(client, ALL);

    Run start =
        client
            .start("CallStart", JsonObject.of("caller", ALICE, "callee", BOB, "tag", "T-4711"))
            .succeeds();
    Run busy = client.run("CallStart", ALICE, phone("busy"));
    Run refused = client.run("CallStart", phone("busy"), BOB);
    client.run("CallEnd", start.callId()).succeeds();
    await().until(() -> view.eventsOf(start.callId()).contains("CallEnded"));
    await().until(() -> view.eventsOf(refused.cmdId()).contains("CallEnded"));
    await().until(() -> view.last(refused.cmdId()).containsKey("cause"));

    JsonObject call = view.last(start.callId());
    assertThat(call.getString("cmd_id")).isEqualTo(start.cmdId());
    assertThat(call.getString("tag")).isEqualTo("T-4711");
    assertThat(call.getJsonObject("cause"))
        .isEqualTo(JsonObject.of("source", "client", "reason", "Ended by CallEnd"));
    assertThat(view.last(refused.cmdId()).getString("cmd_id")).isEqualTo(refused.cmdId());
    assertThat(view.last(refused.cmdId()).getJsonObject("cause").getInteger("code")).isEqualTo(486);
    String rejected = busy.data("TransferStart").getString("callid");
    assertThat(view.last(rejected).getJsonObject("cause").getInteger("code")).isEqualTo(486);
    isAsListed(view);
    isAsListed(
        CallsView.of(client, JsonObject.of("state", "ended")), JsonObject.of("state", "answered"));
  }

  @Test
  void tellsWhereACallWasTransferred() {
    Client client = up();
    CallsView view = CallsView.of(client, ALL);
    String call = server.simulator().placeCall(ALICE, BOB);

    Run transfer = client.run("CallBlindTransfer", call, "callee", CAROL).succeeds();
    await().until(() -> view.eventsOf(call).contains("CallEnded"));

    assertThat(view.eventsOf(call)).containsSubsequence("CallTransferred", "CallEnded");
    assertThat(view.last(call).getString("transferred_to")).isEqualTo(transfer.callId());
    assertThat(view.last(transfer.callId()).getString("transferred_from")).isEqualTo(call);
    assertThat(view.last(transfer.callId()).getString("cmd_id")).isEqualTo(transfer.cmdId());
    isAsListed(view);
  }

  @Test
  void doesNotTellOfATransferThatHasFailed() {
    Client client = up();
    CallsView view = CallsView.of(client, ALL);
    String call = server.simulator().placeCall(ALICE, BOB);

    client.run("CallBlindTransfer", call, "callee", phone("busy"));

    isAsListed(view);
    assertThat(view.eventsOf(call)).doesNotContain("CallTransferred");
    assertThat(view.last(call).containsKey("transferred_to")).isFalse();
  }

  @Test
  void tellsNothingAfterItsEnd() {
    Client client = up();
    CallsView view = CallsView.of(client, ALL);

    JsonObject reply = client.ask("CallUnsubscribe", JsonObject.of("cmd_id", view.cmdId()));
    view.awaits("Ended");
    CallsView other = CallsView.of(client, ALL);
    String call = server.simulator().placeCall(ALICE, BOB);
    await().until(() -> other.eventsOf(call).contains("CallAnswered"));

    assertThat(reply.getJsonObject("result")).isEqualTo(JsonObject.of("cmd_id", view.cmdId()));
    assertThat(view.notifications())
        .last()
        .matches(each -> "Ended".equals(each.getString("event")));
    JsonObject again = client.ask("CallUnsubscribe", JsonObject.of("cmd_id", view.cmdId()));
    assertThat(again.getJsonObject("error").getInteger("code")).isEqualTo(-32011);
  }

  @Test
  void isOpenOnceHoweverOftenItIsAskedForWithOneId() {
    Client client = up();
    JsonObject params = JsonObject.of("cmd_id", "follow-all");
    CallsView view = CallsView.of(client, params);

    JsonObject again = client.ask("CallSubscribe", params);
    JsonObject other = client.ask("CallSubscribe", params.copy().put("party", ALICE));
    String call = server.simulator().placeCall(ALICE, BOB);
    await().until(() -> view.eventsOf(call).contains("CallAnswered"));

    assertThat(again.getJsonObject("result").getBoolean("repeated")).isTrue();
    assertThat(other.getJsonObject("error").getInteger("code")).isEqualTo(-32001);
    assertThat(view.eventsOf(call)).containsOnlyOnce("CallCreated");
    server.client().ask("CallUnsubscribe", JsonObject.of("cmd_id", view.cmdId()));
  }

  @Test
  void tellsOfTheCallsThatFitAndOnceMoreOfThoseThatDoNotAnyLonger() {
    Client client = up();
    JsonObject ofCarol = JsonObject.of("party", "carol@*");
    JsonObject answered = JsonObject.of("state", "answered");
    CallsView carols = CallsView.of(client, ofCarol);
    CallsView talks = CallsView.of(client, answered);
    CallsView none = CallsView.of(client, JsonObject.of("callid", "nowhere", "snapshot", false));

    String call = server.simulator().placeCall(ALICE, BOB);
    String carol = server.simulator().placeCall(CAROL, BOB);
    await().until(() -> carols.calls().containsKey(carol));
    await().until(() -> talks.calls().keySet().containsAll(List.of(call, carol)));
    isAsListed(carols, ofCarol);
    isAsListed(talks, answered);
    client.run("CallHold", call).succeeds();

    await().until(() -> talks.eventsOf(call).contains("CallHeld"));
    assertThat(carols.eventsOf(call)).isEmpty();
    client.run("CallUnhold", call).succeeds();
    await()
        .until(
            () -> talks.eventsOf(call).equals(List.of("CallAnswered", "CallHeld", "CallAnswered")));
    isAsListed(talks, answered);
    assertThat(none.notifications()).isEmpty();
  }

  @Test
  void followsOneCallByItsId() {
    Client client = up();
    String call = server.simulator().placeCall(ALICE, BOB);
    server.simulator().placeCall(ALICE, BOB);
    await().until(() -> CallsView.listed(client, ALL).size() == 2);

    CallsView view = CallsView.of(client, JsonObject.of("callid", call));
    server.simulator().hangUp(call, Leg.CALLEE);

    await().until(() -> view.eventsOf(call).contains("CallEnded"));
    assertThat(view.notifications())
        .extracting(each -> each.getString("event"))
        .containsExactly("Snapshot", "CallEnded");
  }

  @Test
  void tellsHowAllIsAfterARestartOfTheProxy() {
    Client client = up();
    CallsView view = CallsView.of(client, ALL);
    String lost = server.simulator().placeCall(ALICE, BOB);
    await().until(() -> view.calls().containsKey(lost));

    // The proxy says by the second since when it has been running.
    Instant created = Instant.parse(view.last(lost).getString("created"));
    await().until(() -> Instant.now().isAfter(created.plusMillis(1200)));
    server.simulator().restart();
    JsonObject resynced = view.awaits("Resynced");

    assertThat(resynced.getJsonObject("data").getString("proxy")).isEqualTo("default");
    assertThat(resynced.getJsonObject("data").getString("reason")).contains("restarted");
    await().until(() -> view.calls().isEmpty());
    JsonObject call =
        client
            .ask("CallGet", JsonObject.of("callid", lost))
            .getJsonObject("result")
            .getJsonObject("call");
    assertThat(call.getString("state")).isEqualTo("ended");
    assertThat(call.getJsonObject("cause").getString("source")).isEqualTo("proxy");
    String next = server.simulator().placeCall(ALICE, BOB);
    await().until(() -> view.eventsOf(next).contains("CallAnswered"));
    isAsListed(view);
  }

  @Test
  void refusesMoreSubscriptionsThanASessionMayHave() {
    Client client = up();
    IntStream.range(0, 100)
        .forEach(i -> CallsView.of(client, JsonObject.of("callid", "c" + i, "snapshot", false)));

    JsonObject error = client.ask("CallSubscribe", ALL).getJsonObject("error");

    assertThat(error.getInteger("code")).isEqualTo(-32002);
    assertThat(error.getJsonObject("data").getString("reason")).isEqualTo("too many subscriptions");
    assertThat(error.getJsonObject("data").getInteger("retry_after_ms")).isPositive();
  }
}
