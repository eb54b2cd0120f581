package io.callapi.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.sip.CallId;
import io.callapi.sip.SipUri;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.vertx.core.parsetools.JsonParser;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** One call was held, transferred and ended, and its events noted over UDP and over TCP. */
@ParameterizedClass
@MethodSource("io.callapi.simulator.MiNotesReplayTest#notes")
@ExtendWith(VertxExtension.class)
class EventNotesReplayTest {

  private static final SipUri ALICE = new SipUri("sip:alice@127.0.0.1:5070");
  private static final SipUri BOB = new SipUri("sip:bob@127.0.0.1:5071");

  private final Buffer stream = Buffer.buffer();
  private final List<JsonObject> overTcp = new CopyOnWriteArrayList<>();
  private final MiNotes notes;
  private NetServer receiver;
  private UdpPeer listener;
  private SimulatedOpenSips simulator;

  EventNotesReplayTest(MiNotes notes) {
    this.notes = notes;
  }

  @BeforeEach
  void listen(Vertx vertx) {
    JsonParser parser = JsonParser.newParser().objectValueMode();
    parser.handler(event -> overTcp.add(event.objectValue()));
    receiver = vertx.createNetServer();
    receiver.connectHandler(socket -> socket.handler(data -> parser.handle(noted(data))));
    receiver.listen(0, "127.0.0.1").await();
    listener = UdpPeer.open(vertx);
    simulator = new SimulatedOpenSips(SimulatorOptions.defaults().withVersion(notes.version()));
    vertx.deployVerticle(simulator).await();
  }

  @Test
  void sendsTheEventsThatWereNoted(Vertx vertx) {
    List<JsonObject> noted = notes.messages("event udp from \\d+: (.*)");
    MiClient client = new MiClient(simulator, vertx);

    notes.all("subscribe (E_\\w+) .*").forEach(event -> subscribe(client, event.group(1)));
    steerACall(client, callId(noted.get(0)), noted.size());

    assertAlike(noted, listener.received().stream().map(JsonObject::new).toList());
    assertAlike(chunks(), overTcp);
    assertThat(stream.toString()).as("nothing between two events").doesNotContain("\n", "} {");
  }

  private Buffer noted(Buffer data) {
    stream.appendBuffer(data);
    return data;
  }

  private void subscribe(MiClient client, String event) {
    for (String socket : List.of(listener.name(), "tcp:127.0.0.1:" + receiver.actualPort())) {
      client.result("event_subscribe", "event", event, "socket", socket);
    }
  }

  private void steerACall(MiClient client, String call, int events) {
    simulator.placeCall(ALICE, BOB, new CallId(call)).await();
    client.result("call_hold", "callid", call);
    awaitEvents(7);
    String carol = "sip:carol@127.0.0.1:5072";
    client.result("call_transfer", "callid", call, "leg", "callee", "destination", carol);
    awaitEvents(events - 1);
    client.result("dlg_end_dlg", "dialog_id", call);
    awaitEvents(events);
  }

  private void awaitEvents(int count) {
    await().until(() -> overTcp.size() >= count && listener.received().size() >= count);
  }

  /** The stream was noted as it came: a chunk holds one event, or several, and may end anywhere. */
  private List<JsonObject> chunks() {
    List<JsonObject> events = new ArrayList<>();
    JsonParser parser = JsonParser.newParser().objectValueMode();
    parser.handler(event -> events.add(event.objectValue()));
    notes
        .all("event tcp chunk .*: b'(.*)'")
        .forEach(chunk -> parser.handle(Buffer.buffer(chunk.group(1))));
    return events;
  }

  /** Each kind of events of each call has its order; between them there is none. */
  private static void assertAlike(List<JsonObject> noted, List<JsonObject> simulated) {
    Likeness likeness = new Likeness();
    assertThat(simulated).hasSameSizeAs(noted);
    for (String kind : List.of("E_CALL_TRANSFER", "E_CALL_HOLD", "E_DLG_STATE_CHANGED")) {
      for (boolean ofFirstCall : List.of(true, false)) {
        List<JsonObject> one = select(noted, kind, ofFirstCall);
        List<JsonObject> other = select(simulated, kind, ofFirstCall);
        assertThat(other).hasSameSizeAs(one);
        for (int i = 0; i < one.size(); i++) {
          assertThat(likeness.difference(kind, one.get(i), other.get(i))).isEmpty();
        }
      }
    }
  }

  private static List<JsonObject> select(
      List<JsonObject> events, String kind, boolean ofFirstCall) {
    String firstCall = callId(events.get(0));
    return events.stream()
        .filter(event -> event.getString("method").equals(kind))
        .filter(event -> callId(event).equals(firstCall) == ofFirstCall)
        .sorted(Comparator.comparing(EventNotesReplayTest::answeringLeg))
        .toList();
  }

  /** The phones are asked to hold in turn, but answer as they like. */
  private static String answeringLeg(JsonObject event) {
    JsonObject params = event.getJsonObject("params");
    boolean answer = params.containsKey("action") && !params.getString("state").equals("start");
    return answer ? params.getString("leg") : "";
  }

  private static String callId(JsonObject event) {
    return event.getJsonObject("params").getString("callid");
  }
}
