package io.callapi.opensips.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.bus.TypedBus;
import io.callapi.opensips.ConnectorSettings;
import io.callapi.opensips.ConnectorSettings.EventSettings;
import io.callapi.opensips.EventSink;
import io.callapi.opensips.mi.MiSettings;
import io.callapi.proxy.CallEvent;
import io.callapi.sip.CallId;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The listener as a whole, without a proxy. */
@ExtendWith(VertxExtension.class)
class EventListenerTest {

  private static final String RINGING =
      "{\"method\":\"E_DLG_STATE_CHANGED\",\"params\":{\"id\":\"1.2\",\"callid\":\"call\","
          + "\"new_state\":%d}}";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<CallEvent> events = new CopyOnWriteArrayList<>();

  private Vertx vertx;

  @BeforeEach
  void answerSubscriptions(Vertx vertx) {
    this.vertx = vertx;
    TypedBus.install(vertx);
    TypedBus bus = new TypedBus(vertx);
    bus.serve(
        EventSink.ADDRESS.of("p"),
        sink -> {
          asked.addAll(sink.sockets());
          return Future.succeededFuture(new EventSink.Noted());
        });
    bus.listen(CallEvent.ADDRESS.of(new CallId("call")), events::add);
  }

  @ParameterizedTest
  @CsvSource({"true, false, 1, 0", "false, true, 0, 1", "true, true, 1, 1"})
  void namesTheSocketsThatItHas(boolean udp, boolean tcp, int datagrams, int streams)
      throws Exception {
    listen("", udp, tcp);
    await().until(() -> asked.size() == datagrams + streams);

    assertThat(sockets("udp:127.0.0.1:")).hasSize(datagrams);
    assertThat(sockets("tcp:127.0.0.1:")).hasSize(streams);
  }

  @Test
  void tellsTheProxyTheAddressThatItKnows() throws Exception {
    listen("nat.example.com:5090", true, true);
    await().until(() -> asked.size() == 2);

    assertThat(asked).containsOnly("udp:nat.example.com:5090", "tcp:nat.example.com:5090");
  }

  @Test
  void publishesWhatComesBothWaysOnce() throws Exception {
    listen("", true, true);
    await().until(() -> asked.size() == 2);
    NetClient client = vertx.createNetClient();
    NetSocket stream = client.connect(port("tcp:"), "127.0.0.1").await();
    for (int state : new int[] {2, 3, 4}) {
      String event = RINGING.formatted(state);
      vertx.createDatagramSocket().send(event, port("udp:"), "127.0.0.1").await();
      stream.write(event).await();
    }
    stream.write(RINGING.formatted(5)).await();

    await().until(() -> events.toString().contains("ENDED"));
    assertThat(events).doesNotHaveDuplicates();
    client.close().await();
  }

  private List<String> sockets(String prefix) {
    return asked.stream().filter(socket -> socket.startsWith(prefix)).toList();
  }

  private int port(String prefix) {
    String socket = sockets(prefix).get(0);
    return Integer.parseInt(socket.substring(socket.lastIndexOf(':') + 1));
  }

  private String listen(String advertised, boolean udp, boolean tcp) {
    EventSettings settings = new EventSettings("", 0, advertised, Duration.ofSeconds(60), udp, tcp);
    return vertx.deployVerticle(new EventListenerVerticle(connector(settings))).await();
  }

  private static ConnectorSettings connector(EventSettings events) {
    return new ConnectorSettings(
        "p",
        MiSettings.of(SocketAddress.inetSocketAddress(9, "127.0.0.1")),
        new SipUri("sip:127.0.0.1"),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        events);
  }
}
