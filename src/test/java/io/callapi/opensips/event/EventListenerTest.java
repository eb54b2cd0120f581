package io.callapi.opensips.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.bus.TypedBus;
import io.callapi.opensips.ConnectorSettings;
import io.callapi.opensips.ConnectorSettings.EventSettings;
import io.callapi.opensips.EventSink;
import io.callapi.opensips.EventSink.Noted;
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

  private final List<String> sockets = new CopyOnWriteArrayList<>();
  private final List<CallEvent> events = new CopyOnWriteArrayList<>();

  private Vertx vertx;

  @BeforeEach
  void playTheManagementUnit(Vertx vertx) {
    this.vertx = vertx;
    TypedBus.install(vertx);
    TypedBus bus = new TypedBus(vertx);
    bus.serve(EventSink.ADDRESS.of("p"), this::note);
    bus.listen(CallEvent.ADDRESS.of(new CallId("call")), events::add);
  }

  private Future<Noted> note(EventSink sink) {
    sockets.addAll(sink.sockets());
    return Future.succeededFuture(new Noted());
  }

  @ParameterizedTest
  @CsvSource({"true, false, 'udp'", "false, true, 'tcp'", "true, true, 'udp,tcp'"})
  void tellsWhichSocketsItHas(boolean udp, boolean tcp, String transports) {
    listen("", udp, tcp);

    assertThat(sockets)
        .extracting(socket -> socket.substring(0, 3))
        .containsExactly(transports.split(","));
    assertThat(sockets).allMatch(socket -> socket.startsWith(":127.0.0.1:", 3));
  }

  @Test
  void tellsTheAddressThatTheProxyKnows() {
    listen("nat.example.com:5090", true, true);

    assertThat(sockets).containsExactly("udp:nat.example.com:5090", "tcp:nat.example.com:5090");
  }

  @Test
  void publishesWhatComesBothWaysOnce() throws Exception {
    listen("", true, true);
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

  private int port(String prefix) {
    String socket = sockets.stream().filter(s -> s.startsWith(prefix)).findFirst().orElseThrow();
    return Integer.parseInt(socket.substring(socket.lastIndexOf(':') + 1));
  }

  private void listen(String advertised, boolean udp, boolean tcp) {
    EventSettings settings = new EventSettings("", 0, advertised, Duration.ofSeconds(60), udp, tcp);
    vertx.deployVerticle(new EventListenerVerticle(connector(settings))).await();
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
