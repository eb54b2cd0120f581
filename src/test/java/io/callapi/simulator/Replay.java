package io.callapi.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.simulator.Recording.Entry;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipUri;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Plays the client and the phones of a recording against the simulator and compares, message by
 * message, what the proxy says.
 *
 * <p>Events of one call and one kind have to come in the recorded order; between kinds and calls
 * there is none, for OpenSIPS has several processes. The notification of the final answer is out of
 * step even within its kind: it may overtake that answer, be named for a leg or not, and follow the
 * end of a subscription.
 */
final class Replay {

  private final Recording recording;
  private final SimulatedOpenSips simulator;
  private final UdpPeer client;
  private final UdpPeer listener;
  private final Likeness likeness = new Likeness();
  private final List<JsonObject> expected = new ArrayList<>();
  private final List<JsonObject> repliesTaken = new ArrayList<>();
  private final List<String> eventsTaken = new ArrayList<>();
  private final Set<String> ownCallIds;
  private final Set<String> replaced;
  private boolean subscribed;

  Replay(Recording recording, SimulatedOpenSips simulator, Vertx vertx) {
    this.recording = recording;
    this.simulator = simulator;
    this.client = UdpPeer.open(vertx);
    this.listener = UdpPeer.open(vertx);
    this.ownCallIds = recording.callIds();
    this.replaced = recording.replacedCallIds();
  }

  void run() {
    if (recording.hasStandingSubscriptions()) {
      subscribeToAll();
    }
    recording.entries().forEach(this::step);
    catchUp();
    assertNothingIsLeft();
  }

  private void step(Entry entry) {
    if (entry.isMiRequest()) {
      catchUp();
      noteSubscription(entry);
      client.send(adapt(entry.data()), simulator.miPort());
    } else if (entry.isOwnCallOfPhone()) {
      catchUp();
      placeCall(entry);
    } else if (entry.isSipOfPhone("BYE") && !replaced.contains(entry.header("Call-ID"))) {
      catchUp();
      hangUp(entry);
    } else if (entry.isMiReply() || (entry.isEvent() && concernsUs(entry))) {
      expected.add(entry.json());
    }
  }

  private void subscribeToAll() {
    for (String event : List.of("E_CALL_TRANSFER", "E_CALL_HOLD", "E_DLG_STATE_CHANGED")) {
      JsonObject params = new JsonObject().put("event", event).put("socket", listener.name());
      JsonObject request =
          new JsonObject()
              .put("jsonrpc", "2.0")
              .put("id", event)
              .put("method", "event_subscribe")
              .put("params", params);
      client.send(request.encode(), simulator.miPort());
      JsonObject reply =
          new JsonObject().put("jsonrpc", "2.0").put("result", "OK").put("id", event);
      expected.add(reply);
    }
    subscribed = true;
    catchUp();
  }

  private void noteSubscription(Entry request) {
    JsonObject json = request.json();
    if (json.getString("method").equals("event_subscribe")) {
      subscribed = json.getJsonObject("params").getInteger("expire") > 0;
    }
  }

  private boolean concernsUs(Entry event) {
    return subscribed
        && ownCallIds.contains(event.json().getJsonObject("params").getString("callid"));
  }

  private String adapt(String request) {
    return likeness.translate(request).replaceAll("udp:127.0.0.1:\\d+", listener.name());
  }

  private void placeCall(Entry invite) {
    SipUri from = new SipUri(invite.fromUri());
    SipUri to = new SipUri(invite.requestUri());
    String callId = invite.header("Call-ID");
    likeness.bind(callId, callId);
    simulator.placeCall(from, to, new CallId(callId)).await();
  }

  private void hangUp(Entry bye) {
    CallId callId = new CallId(bye.header("Call-ID"));
    String phone = bye.header("Contact").replaceAll(".*<([^>]*)>.*", "$1");
    SimulatedCall call =
        simulator.dialogs().stream().filter(c -> c.callId().equals(callId)).findFirst().get();
    Leg leg = call.fromUri().equals(phone) ? Leg.CALLER : Leg.CALLEE;
    simulator.hangUp(callId, leg).await();
  }

  /** Waits until the simulator has said all that the proxy had said by now. */
  private void catchUp() {
    for (JsonObject message : expected) {
      await(recording + ": " + translated(message))
          .pollInterval(Duration.ofMillis(1))
          .atMost(Duration.ofSeconds(5))
          .until(() -> take(message));
    }
    expected.clear();
    assertThat(leftOver()).as("%s: more than was recorded by now", recording).isEmpty();
  }

  private String translated(JsonObject message) {
    return likeness.translate(message.encode());
  }

  private boolean take(JsonObject message) {
    return message.containsKey("method") ? takeEvent(message) : takeReply(message);
  }

  private boolean takeReply(JsonObject reply) {
    Optional<JsonObject> found =
        client.received().stream()
            .map(JsonObject::new)
            .filter(received -> received.getValue("id").equals(reply.getValue("id")))
            .findFirst();
    found.ifPresent(received -> assertAlike(reply, received));
    found.ifPresent(repliesTaken::add);
    return found.isPresent();
  }

  private boolean takeEvent(JsonObject event) {
    String stream = stream(event, true);
    Optional<String> found =
        remainingEvents().stream()
            .filter(received -> stream(new JsonObject(received), false).equals(stream))
            .findFirst();
    found.ifPresent(received -> assertAlike(event, new JsonObject(received)));
    found.ifPresent(eventsTaken::add);
    return found.isPresent();
  }

  /** Events with the same text here have to come in the recorded order. */
  private String stream(JsonObject event, boolean recorded) {
    JsonObject params = event.getJsonObject("params");
    String callId = params.getString("callid");
    String call = recorded ? likeness.simulated(callId).orElse(callId) : callId;
    String part =
        switch (event.getString("method")) {
          // Each leg is asked in turn, but the answers come as they come.
          case "E_CALL_HOLD" ->
              params.getString("state").equals("start") ? "start" : params.getString("leg");
          case "E_CALL_TRANSFER" -> isLateNotify(event) ? "late" : "";
          default -> "";
        };
    return event.getString("method") + " " + call + " " + part;
  }

  private static boolean isLateNotify(JsonObject event) {
    JsonObject params = event.getJsonObject("params");
    return "notify".equals(params.getString("state"))
        && !params.getString("status").startsWith("1");
  }

  private void assertAlike(JsonObject recorded, JsonObject simulated) {
    if (recorded.containsKey("method") && isLateNotify(recorded)) {
      recorded.getJsonObject("params").put("leg", "late");
      simulated.getJsonObject("params").put("leg", "late");
    }
    assertThat(likeness.difference("$", recorded, simulated))
        .as("%s:%n%s%n%s", recording, recorded, simulated)
        .isEmpty();
  }

  private List<String> remainingEvents() {
    List<String> remaining = new ArrayList<>(listener.received());
    eventsTaken.forEach(remaining::remove);
    return remaining;
  }

  /** What has come although the recording has no such message so far. */
  private List<String> leftOver() {
    return remainingEvents().stream()
        .filter(event -> subscribed)
        .filter(event -> !isLateNotify(new JsonObject(event)))
        .filter(event -> !hasEndedForTheOtherCall(new JsonObject(event)))
        .toList();
  }

  /** An attended transfer ends twice, and the client may act on the first. */
  private boolean hasEndedForTheOtherCall(JsonObject event) {
    JsonObject params = event.getJsonObject("params");
    return eventsTaken.stream()
        .map(taken -> new JsonObject(taken).getJsonObject("params"))
        .anyMatch(taken -> sameEnd(taken, params));
  }

  private static boolean sameEnd(JsonObject one, JsonObject other) {
    return List.of("ok", "fail").contains(one.getString("state", ""))
        && one.getString("state").equals(other.getString("state"))
        && one.getString("transfer_callid", "").equals(other.getString("transfer_callid"));
  }

  private void assertNothingIsLeft() {
    // Whatever the simulator has yet to do is done within these delays.
    await().pollDelay(Duration.ofMillis(40)).until(() -> true);
    List<String> late = subscribed ? remainingEvents() : List.of();
    assertThat(late).as("%s: more than was recorded", recording).isEmpty();
    assertThat(client.received()).hasSameSizeAs(repliesTaken);
  }
}
