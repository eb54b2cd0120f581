package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a subscriber is told of calls on a real proxy, beside what that lists. */
@LiveProxy
class LiveSubscriptionsIT {

  private static final int CONFIRMED = 4;

  private OpenSipsProcess proxy;
  private PhoneFarm phones;
  private LiveCalls calls;
  private CommandRun subscription;

  @BeforeEach
  void subscribe(OpenSipsProcess proxy, PhoneFarm phones, LiveCalls calls) {
    this.proxy = proxy;
    this.phones = phones;
    this.calls = calls;
    subscription = calls.client().send("CallSubscribe", new JsonObject()).await("Snapshot");
  }

  private List<String> eventsOf(String callId) {
    return subscription.all().stream()
        .filter(each -> callId.equals(callOf(each).getString("callid")))
        .map(each -> each.getString("event"))
        .toList();
  }

  private static JsonObject callOf(JsonObject told) {
    return told.getJsonObject("data", new JsonObject()).getJsonObject("call", new JsonObject());
  }

  private JsonObject last(String callId) {
    return view().getOrDefault(callId, new JsonObject());
  }

  private Map<String, JsonObject> view() {
    Map<String, JsonObject> view = new TreeMap<>();
    for (JsonObject each : subscription.all()) {
      if (each.getString("event").equals("Snapshot")) {
        view.clear();
        each.getJsonObject("data").getJsonArray("calls").stream()
            .map(JsonObject.class::cast)
            .forEach(call -> view.put(call.getString("callid"), call));
      } else if (callOf(each).containsKey("callid")) {
        view.put(callOf(each).getString("callid"), callOf(each));
      }
    }
    return view;
  }

  private void isAsListed() {
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(
            () ->
                assertThat(
                        view().values().stream()
                            .filter(call -> !call.getString("state").equals("ended"))
                            .collect(
                                Collectors.toMap(
                                    call -> call.getString("callid"),
                                    call -> !call.getString("state").equals("ringing"))))
                    .isEqualTo(
                        proxy.dialogs().stream()
                            .collect(
                                Collectors.toMap(
                                    dialog -> dialog.getString("callid"),
                                    dialog -> dialog.getInteger("state") == CONFIRMED))));
  }

  @Test
  void areTheCallsThatPhonesMakeByThemselves() throws TimeoutException {
    String call = phones.call("alice", "bob").await(10, TimeUnit.SECONDS);
    await().until(() -> eventsOf(call).contains("CallAnswered"));
    isAsListed();
    await().until(() -> phones.uri("alice").equals(last(call).getString("caller")));

    calls.command("CallEnd", call).awaitEnd();
    await().until(() -> eventsOf(call).contains("CallEnded"));

    assertThat(eventsOf(call)).startsWith("CallCreated").containsOnlyOnce("CallEnded");
    assertThat(last(call).getJsonObject("cause").getString("reason")).isEqualTo("Ended by CallEnd");
    isAsListed();
  }

  @Test
  void areTheCallsOfCommandsThatAreHeldAndTransferred() {
    CommandRun start = calls.start("alice", "bob").awaitEnd();
    String call = start.newCall();
    isAsListed();
    calls.commands().hold(call).awaitEnd();
    await().until(() -> last(call).getString("state").equals("held"));
    calls.command("CallUnhold", call).awaitEnd();
    await().until(() -> last(call).getString("state").equals("answered"));

    String moved = calls.commands().blind(call, "callee", "carol").awaitEnd().newCall();
    calls.leaves(moved);
    await().until(() -> last(call).getString("state").equals("ended"));

    assertThat(last(call).getString("cmd_id")).isEqualTo(start.cmdId());
    assertThat(last(call).getString("transferred_to")).isEqualTo(moved);
    assertThat(last(moved).getString("transferred_from")).isEqualTo(call);
    assertThat(eventsOf(call))
        .containsSubsequence("CallHeld", "CallResumed", "CallTransferred", "CallEnded");
    isAsListed();
  }

  @Test
  void areTheReasonsWhyOthersHaveEnded() {
    CommandRun refused = calls.start("busy", "bob").awaitEnd();
    await().until(() -> eventsOf(refused.cmdId()).contains("CallEnded"));

    await().until(() -> last(refused.cmdId()).containsKey("cause"));
    assertThat(last(refused.cmdId()).getJsonObject("cause").getInteger("code")).isEqualTo(486);
    isAsListed();
  }
}
