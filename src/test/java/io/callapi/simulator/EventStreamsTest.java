package io.callapi.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.sip.CallId;
import io.callapi.sip.SipUri;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.JsonParser;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class EventStreamsTest {

  private static final SipUri ALICE = new SipUri("sip:alice@127.0.0.1:5070");
  private static final SipUri BOB = new SipUri("sip:bob@127.0.0.1:5071");
  private static final SimulatorOptions QUICK =
      SimulatorOptions.defaults().withTiming(SimulatorTiming.defaults().withoutDelays());

  private final List<JsonObject> events = new CopyOnWriteArrayList<>();
  private final List<NetSocket> connections = new CopyOnWriteArrayList<>();
  private final Buffer raw = Buffer.buffer();
  private Vertx vertx;
  private SimulatedOpenSips simulator;
  private MiClient client;
  private NetServer receiver;
  private boolean answering;

  @BeforeEach
  void start(Vertx vertx) {
    this.vertx = vertx;
    receiver = vertx.createNetServer().connectHandler(this::connected);
    receiver.listen(0, "127.0.0.1").await();
    startWith(QUICK);
  }

  private void startWith(SimulatorOptions options) {
    simulator = new SimulatedOpenSips(options);
    vertx.deployVerticle(simulator).await();
    client = new MiClient(simulator, vertx);
  }

  private void connected(NetSocket socket) {
    connections.add(socket);
    JsonParser parser = JsonParser.newParser().objectValueMode();
    parser.handler(json -> received(socket, json.objectValue()));
    socket.handler(
        data -> {
          raw.appendBuffer(data);
          parser.handle(data);
        });
  }

  private void received(NetSocket socket, JsonObject event) {
    events.add(event);
    if (answering) {
      JsonObject reply = new JsonObject().put("jsonrpc", "2.0").put("result", "OK");
      socket.write(reply.put("id", event.getValue("id")).toBuffer());
    }
  }

  private void subscribe(String suffix) {
    client.result(
        "event_subscribe",
        "event",
        "E_DLG_STATE_CHANGED",
        "socket",
        "tcp:127.0.0.1:" + receiver.actualPort() + suffix);
  }

  @Test
  void sendsEventsInOrderOverOneConnectionWithNothingBetweenThem() {
    subscribe("");

    CallId callId = simulator.placeCall(ALICE, BOB).await();
    client.result("dlg_end_dlg", "dialog_id", callId.value());

    await().until(() -> events.size() == 4);
    assertThat(events)
        .extracting(event -> event.getJsonObject("params").getInteger("new_state"))
        .containsExactly(2, 3, 4, 5);
    assertThat(connections).hasSize(1);
    assertThat(raw.toString()).contains("}}{").doesNotContain("\n");
    assertThat(events).noneMatch(event -> event.containsKey("id"));
  }

  @Test
  void callsEventsByTheMethodThatTheSocketNames() {
    subscribe("/stateChanged");

    simulator.placeCall(ALICE, BOB).await();

    await().until(() -> events.size() == 3);
    assertThat(events).allMatch(event -> event.getString("method").equals("stateChanged"));
  }

  @Test
  void losesEventsWhileTheReceiverIsDownAndKeepsTheSubscription() {
    subscribe("");
    int port = receiver.actualPort();
    receiver.close().await();
    simulator.placeCall(ALICE, BOB).await();

    receiver = vertx.createNetServer().connectHandler(this::connected);
    receiver.listen(port, "127.0.0.1").await();
    simulator.placeCall(ALICE, BOB, new CallId("second")).await();

    await().until(() -> !events.isEmpty());
    assertThat(events)
        .allMatch(event -> event.getJsonObject("params").getString("callid").equals("second"));
    assertThat(simulator.subscribers()).hasSize(1);
  }

  @Test
  void wantsEveryEventAnsweredInReliableMode() {
    answering = true;
    startWith(QUICK.withReliableEvents());
    subscribe("");

    simulator.placeCall(ALICE, BOB).await();

    await().until(() -> events.size() == 3);
    assertThat(events).extracting(event -> event.getInteger("id")).doesNotHaveDuplicates();
    assertThat(simulator.unansweredEvents()).isZero();
  }

  @Test
  void countsEventsThatAreNotAnsweredWithinASecond() {
    startWith(QUICK.withReliableEvents());
    subscribe("");

    simulator.placeCall(ALICE, BOB).await();

    await().atMost(Duration.ofSeconds(3)).until(() -> simulator.unansweredEvents() == 3);
  }
}
