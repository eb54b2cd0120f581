package io.callapi.simulator;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** A client of the simulator's management interface and receiver of its events. */
final class MiClient {

  private final SimulatedOpenSips simulator;
  private final UdpPeer requests;
  private final UdpPeer events;
  private int lastId;

  MiClient(SimulatedOpenSips simulator, Vertx vertx) {
    this.simulator = simulator;
    this.requests = UdpPeer.open(vertx);
    this.events = UdpPeer.open(vertx);
  }

  /** The whole reply. */
  JsonObject ask(String method, Object... namesAndValues) {
    String id = send(method, namesAndValues);
    await(method).pollInterval(Duration.ofMillis(1)).until(() -> hasReply(id));
    return reply(id);
  }

  Object result(String method, Object... namesAndValues) {
    JsonObject reply = ask(method, namesAndValues);
    if (!reply.containsKey("result")) {
      throw new AssertionError(reply.encode());
    }
    return reply.getValue("result");
  }

  int errorCode(String method, Object... namesAndValues) {
    return ask(method, namesAndValues).getJsonObject("error").getInteger("code");
  }

  /** Sends a request and does not wait; returns its id. */
  String send(String method, Object... namesAndValues) {
    String id = "m" + ++lastId;
    JsonObject params = new JsonObject();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      params.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    JsonObject request = new JsonObject().put("jsonrpc", "2.0").put("id", id).put("method", method);
    sendText((params.isEmpty() ? request : request.put("params", params)).encode());
    return id;
  }

  void sendText(String text) {
    requests.send(text, simulator.miPort());
  }

  boolean hasReply(String id) {
    return replies().stream().anyMatch(reply -> id.equals(reply.getValue("id")));
  }

  /** What came back and is not JSON. */
  List<String> plainAnswers() {
    return requests.received().stream().filter(text -> !text.startsWith("{")).toList();
  }

  void subscribe(String... names) {
    for (String name : names) {
      result("event_subscribe", "event", name, "socket", events.name(), "expire", 60);
    }
  }

  String socket() {
    return events.name();
  }

  List<JsonObject> events(String name) {
    return events.received().stream()
        .map(JsonObject::new)
        .filter(event -> event.getString("method").equals(name))
        .map(event -> event.getJsonObject("params"))
        .toList();
  }

  /** Waits for that many events of the name, and returns them. */
  List<JsonObject> events(String name, int count) {
    await(name).pollInterval(Duration.ofMillis(1)).until(() -> events(name).size() >= count);
    return events(name);
  }

  JsonObject dialog(String callId) {
    return ((JsonObject) result("dlg_list", "callid", callId)).getJsonObject("Dialog");
  }

  JsonArray dialogs(int index, int counter) {
    return ((JsonObject) result("dlg_list", "index", index, "counter", counter))
        .getJsonArray("Dialogs");
  }

  private JsonObject reply(String id) {
    return replies().stream().filter(r -> id.equals(r.getValue("id"))).findFirst().orElseThrow();
  }

  private List<JsonObject> replies() {
    return requests.received().stream()
        .filter(text -> text.startsWith("{"))
        .map(JsonObject::new)
        .toList();
  }
}
