package io.callapi.opensips.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.bus.TypedBus;
import io.callapi.opensips.Arrival;
import io.callapi.opensips.ConnectorSettings;
import io.callapi.opensips.ConnectorSettings.EventSettings;
import io.callapi.opensips.EventSink;
import io.callapi.opensips.mi.MiSettings;
import io.callapi.proxy.CallEvent;
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
    bus.listen(CallEvent.REPORTED.of("p"), events::add);
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

  @Test
  void takesDatagramsOfTheProxyOnlyAndTellsWhoElseSendsItsEvents() throws Exception {
    List<Arrival> arrivals = new CopyOnWriteArrayList<>();
    new TypedBus(vertx).listen(Arrival.ADDRESS.of("p"), arrivals::add);
    deploy("127.0.0.1", events("127.0.0.1", "", true, false, List.of("192.0.2.1")));
    await().until(() -> !asked.isEmpty());
    send(RINGING.formatted(2));
    send(RINGING.replace("\"call\"", "\"" + Arrival.newProbe() + "\"").formatted(2));

    await().until(() -> !arrivals.isEmpty());
    assertThat(arrivals).containsExactly(new Arrival.Stranger("udp", "127.0.0.1"));
    assertThat(events).isEmpty();
  }

  @Test
  void takesDatagramsOfTheAddressesThatAreConfigured() throws Exception {
    deploy("192.0.2.1", events("127.0.0.1", "", true, false, List.of("127.0.0.1")));
    await().until(() -> !asked.isEmpty());
    send(RINGING.formatted(2));

    await().until(() -> !events.isEmpty());
  }

  @Test
  void listensOnIpv4WhereTheProxyIsReachedOverIpv6OnThisMachine() throws Exception {
    deploy("::1", events("", "", true, true, List.of()));
    await().until(() -> asked.size() == 2);
    send(RINGING.formatted(2));

    await().until(() -> !events.isEmpty());
    assertThat(asked).allMatch(socket -> socket.contains(":127.0.0.1:"));
  }

  private void send(String event) {
    vertx.createDatagramSocket().send(event, port("udp:"), "127.0.0.1").await();
  }

  private List<String> sockets(String prefix) {
    return asked.stream().filter(socket -> socket.startsWith(prefix)).toList();
  }

  private int port(String prefix) {
    String socket = sockets(prefix).get(0);
    return Integer.parseInt(socket.substring(socket.lastIndexOf(':') + 1));
  }

  private String listen(String advertised, boolean udp, boolean tcp) {
    return deploy("127.0.0.1", events("", advertised, udp, tcp, List.of()));
  }

  private static EventSettings events(
      String host, String advertised, boolean udp, boolean tcp, List<String> from) {
    return new EventSettings(host, 0, advertised, Duration.ofSeconds(60), udp, tcp, from);
  }

  private String deploy(String mi, EventSettings events) {
    return vertx.deployVerticle(new EventListenerVerticle(connector(mi, events))).await();
  }

  private static ConnectorSettings connector(String mi, EventSettings events) {
    return new ConnectorSettings(
        "p",
        MiSettings.of(SocketAddress.inetSocketAddress(9, mi)),
        new SipUri("sip:127.0.0.1"),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        events);
  }
}
