package io.callapi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a client knows of the calls that has nothing but the notifications of a subscription. */
final class CallsView {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

  private final Client client;
  private final String cmdId;

  private CallsView(Client client, String cmdId) {
    this.client = client;
    this.cmdId = cmdId;
  }

  /** Subscribes, and waits for the calls that are there. */
  static CallsView of(Client client, JsonObject params) {
    JsonObject result = client.ask("CallSubscribe", params).getJsonObject("result");
    assertThat(result.getString("event")).isEqualTo("Started");
    CallsView view = new CallsView(client, result.getString("cmd_id"));
    if (params.getBoolean("snapshot", true)) {
      view.awaits("Snapshot");
    }
    return view;
  }

  String cmdId() {
    return cmdId;
  }

  /** Waits for a notification. */
  JsonObject awaits(String event) {
    return client
        .transcript()
        .await(
            event + " of " + cmdId,
            LONG_ENOUGH,
            message -> cmdId.equals(message.cmdId()) && message.event().equals(event))
        .params();
  }

  List<JsonObject> notifications() {
    return client.transcript().eventsOf(cmdId).stream().map(Message::params).toList();
  }

  /** The events that were told of a call, in order. */
  List<String> eventsOf(String callId) {
    return notifications().stream()
        .filter(each -> callId.equals(callOf(each).getString("callid")))
        .map(each -> each.getString("event"))
        .toList();
  }

  /** The call as it was told last. */
  JsonObject last(String callId) {
    return notifications().stream()
        .map(CallsView::callOf)
        .filter(call -> callId.equals(call.getString("callid")))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private static JsonObject callOf(JsonObject notification) {
    JsonObject data = notification.getJsonObject("data", new JsonObject());
    return data.getJsonObject("call", new JsonObject());
  }

  /** All calls that are up, as they were told last. */
  Map<String, JsonObject> calls() {
    Map<String, JsonObject> calls = new HashMap<>();
    boolean complete = true;
    for (JsonObject each : notifications()) {
      JsonObject data = each.getJsonObject("data", new JsonObject());
      switch (each.getString("event")) {
        case "Resynced" -> complete = false;
        case "Snapshot" -> {
          if (!complete) {
            calls.clear();
          }
          complete = true;
          ofSnapshot(data).forEach(call -> calls.put(call.getString("callid"), call));
        }
        case "Ended" -> {}
        default -> calls.put(callOf(each).getString("callid"), callOf(each));
      }
    }
    calls.values().removeIf(call -> call.getString("state").equals("ended"));
    return new TreeMap<>(calls);
  }

  private static List<JsonObject> ofSnapshot(JsonObject data) {
    return data.getJsonArray("calls").stream().map(JsonObject.class::cast).toList();
  }

  /** All calls that are up, as a list shows them now. */
  static Map<String, JsonObject> listed(Client client, JsonObject params) {
    Map<String, JsonObject> calls = new TreeMap<>();
    JsonObject request = params.copy().put("limit", 1000);
    while (true) {
      JsonObject page = client.ask("CallList", request).getJsonObject("result");
      JsonArray found = page.getJsonArray("calls");
      found.forEach(call -> calls.put(((JsonObject) call).getString("callid"), (JsonObject) call));
      if (!page.containsKey("cursor")) {
        return calls;
      }
      request.put("cursor", page.getString("cursor"));
    }
  }
}
