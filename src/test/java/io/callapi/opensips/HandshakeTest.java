package io.callapi.opensips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callapi.bus.TypedBus;
import io.callapi.opensips.Handshake.Proof;
import io.callapi.opensips.mi.MiException;
import io.callapi.opensips.mi.MiRequest;
import io.callapi.opensips.mi.MiResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(VertxExtension.class)
class HandshakeTest {

  private static final String SOCKET = "udp:192.0.2.9:5090";

  private Vertx vertx;
  private OnContext loop;
  private FakeOpenSips proxy;

  @BeforeEach
  void make(Vertx vertx) {
    TypedBus.install(vertx);
    this.vertx = vertx;
    loop = new OnContext(vertx);
    proxy = new FakeOpenSips(vertx);
  }

  @Test
  void beginsAgainIfTheProxyIsRestartedMeanwhile() {
    AtomicInteger raised = new AtomicInteger();
    proxy.answer(
        "raise_event",
        request -> {
          Future<MiResult> answer = proxy.usualAnswer(request);
          if (raised.incrementAndGet() == 1) {
            proxy.restart();
          }
          return answer;
        });

    Proof proof = run(SOCKET);

    assertThat(proof.upSince()).isEqualTo("Fri Nov 27 09:00:00 2026");
    assertThat(proxy.subscriptions()).isEqualTo(3);
  }

  @Test
  void givesUpOnAProxyThatIsRestartedAgainAndAgain() {
    proxy.answer(
        "raise_event",
        request -> {
          proxy.restart();
          return proxy.usualAnswer(request);
        });

    assertThatThrownBy(() -> run(SOCKET)).hasMessage("The proxy restarts again and again");
  }

  @Test
  void refusesAProxyThatIsTooOld() {
    proxy.answer("version", request -> result(JsonObject.of("Server", "OpenSIPS (3.1.2 (x))")));

    assertThatThrownBy(() -> run(SOCKET))
        .hasMessage("OpenSIPS 3.1 is too old: 3.2 or later is needed");
  }

  @ParameterizedTest
  @CsvSource({"E_CALL_HOLD, callops", "E_DLG_STATE_CHANGED, dialog"})
  void namesTheModuleThatRaisesAMissingEvent(String event, String module) {
    proxy.answer(
        "events_list",
        request ->
            proxy
                .usualAnswer(request)
                .map(
                    list ->
                        new MiResult(
                            new JsonObject(
                                String.valueOf(list.value()).replace(event, "E_OTHER")))));

    assertThatThrownBy(() -> run(SOCKET))
        .hasMessageContaining("add the line loadmodule \"" + module + ".so\"");
  }

  @ParameterizedTest
  @CsvSource({"udp:192.0.2.9:5090, event_datagram", "tcp:192.0.2.9:5090, event_stream"})
  void namesTheModuleThatSendsEventsWhereNoSocketOfItsKindIsTaken(String socket, String module) {
    proxy.refuse("event_subscribe", 400, "Bad parameter value");

    assertThatThrownBy(() -> run(socket))
        .hasMessageContaining("add the line loadmodule \"" + module + ".so\"");
  }

  @Test
  void namesTheSocketWhereOnlyThatIsRefused() {
    proxy.answer(
        "event_subscribe",
        request ->
            SOCKET.equals(request.params().get("socket"))
                ? Future.failedFuture(new MiException(400, "Bad parameter value"))
                : proxy.usualAnswer(request));

    assertThatThrownBy(() -> run(SOCKET))
        .hasMessageContaining("cannot send events to " + SOCKET)
        .hasMessageContaining("events.advertised");
    assertThat(proxy.subscriptions()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "0, does not list the subscription to E_",
    "80, for 80 s more",
    "3600, ''",
    "118, ''"
  })
  void wantsSubscriptionsListedForAllTheirLife(int ttl, String problem) {
    JsonObject subscriber = JsonObject.of("Subscriber", JsonObject.of("ttl", ttl));
    proxy.answer("subscribers_list", request -> result(JsonObject.of("Event", subscriber)));

    if (problem.isEmpty()) {
      assertThat(run(SOCKET).trouble()).isEmpty();
    } else {
      assertThatThrownBy(() -> run(SOCKET)).hasMessageContaining(problem);
    }
  }

  @Test
  void saysFromWhomElseEventsCome() {
    proxy.answer(
        "raise_event",
        request -> {
          new TypedBus(vertx)
              .publish(Arrival.ADDRESS.of("p"), new Arrival.Stranger("udp", "198.51.100.7"));
          return result("OK");
        });

    assertThatThrownBy(() -> run(SOCKET))
        .hasMessage(
            "Management answers, but no event arrives: what comes is from 198.51.100.7, none of the"
                + " proxy's addresses: if it is the proxy, add it to events.from");
  }

  private static Future<MiResult> result(Object value) {
    return Future.succeededFuture(new MiResult(value));
  }

  private Proof run(String socket) {
    return loop.await(
        () -> {
          EventSubscriptions subscriptions =
              new EventSubscriptions(this::ask, Duration.ofMinutes(2));
          subscriptions.sendTo(new EventSink(List.of(socket)));
          EventProbe probe = new EventProbe(vertx, "p", this::ask);
          return new Handshake(this::ask, new VersionReader(this::ask), subscriptions, probe).run();
        });
  }

  private Future<MiResult> ask(MiRequest request) {
    return proxy.call(request, Duration.ofMillis(500));
  }
}
