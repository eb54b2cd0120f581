package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.bus.TypedBus;
import io.callapi.opensips.ConnectorSettings;
import io.callapi.opensips.ConnectorSettings.EventSettings;
import io.callapi.opensips.ManagementVerticle;
import io.callapi.opensips.event.EventListenerVerticle;
import io.callapi.opensips.mi.MiSettings;
import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallEvent.DialogChanged;
import io.callapi.proxy.CallEvent.HoldProgress;
import io.callapi.proxy.CallState;
import io.callapi.sip.CallId;
import io.callapi.sip.SipUri;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The events of real calls, over a connection, and over two ways at once. */
@LiveProxy
@ExtendWith(VertxExtension.class)
class LiveEventStreamsIT {

  private final CallId started = new CallId("started-" + PhoneLine.token());
  private final List<CallEvent> events = new CopyOnWriteArrayList<>();

  private OpenSipsProcess proxy;
  private PhoneFarm phones;
  private Recipes recipes;
  private Vertx vertx;
  private String management = "";

  @BeforeEach
  void takeOver(OpenSipsProcess proxy, PhoneFarm phones, Vertx vertx) {
    this.proxy = proxy;
    this.phones = phones;
    this.recipes = new Recipes(proxy);
    this.vertx = vertx;
  }

  /** The management unit takes the subscriptions back. */
  @AfterEach
  void unsubscribe() {
    vertx.undeploy(management).await();
  }

  @ParameterizedTest
  @CsvSource({"false, true", "true, true", "true, false"})
  void hearsOfEachStateOnceAndInOrder(boolean udp, boolean tcp) throws Exception {
    listen(udp, tcp);
    var unused = recipes.invite(started.value(), phones.uri("alice"), phones.uri("bob"));
    await().until(() -> states().contains(CallState.CONFIRMED));
    recipes.end(started.value());
    await().until(() -> states().contains(CallState.ENDED));

    assertThat(states()).doesNotHaveDuplicates().isSorted();
  }

  @ParameterizedTest
  @CsvSource({"false, true", "true, true"})
  void hearsOfEveryHoldOnce(boolean udp, boolean tcp) throws Exception {
    listen(udp, tcp);
    CallId callId = new CallId(phones.phone("alice").call(phones.uri("bob")).await());
    follow(callId);
    hold("call_hold", callId, 4);
    hold("call_unhold", callId, 8);
    hold("call_hold", callId, 12);
    recipes.end(callId.value());
    await().until(() -> states().contains(CallState.ENDED));

    assertThat(holds()).hasSize(12);
  }

  @Test
  void hearsOfEventsAgainAfterTheProxyHasRestarted() throws Exception {
    listen(false, true);
    proxy.restart();
    awaitSubscriptions(3);
    var unused = recipes.invite(started.value(), phones.uri("alice"), phones.uri("bob"));

    await().until(() -> states().contains(CallState.CONFIRMED));
  }

  /** Both legs start, and both succeed. */
  private void hold(String command, CallId callId, int events) {
    proxy.mi(command, JsonObject.of("callid", callId.value()));
    await().until(() -> holds().size() >= events);
  }

  private void listen(boolean udp, boolean tcp) throws Exception {
    TypedBus.install(vertx);
    management = vertx.deployVerticle(new ManagementVerticle(settings(udp, tcp))).await();
    vertx.deployVerticle(new EventListenerVerticle(settings(udp, tcp))).await();
    follow(started);
    awaitSubscriptions(udp && tcp ? 6 : 3);
  }

  private void follow(CallId callId) {
    new TypedBus(vertx)
        .listen(
            CallEvent.REPORTED.of("live"),
            event -> {
              if (event.callId().equals(callId)) {
                events.add(event);
              }
            });
  }

  /** Those of this test last for six seconds; the recorder's stay. */
  private void awaitSubscriptions(int count) {
    await().until(() -> ownSubscriptions() == count);
  }

  private int ownSubscriptions() {
    return proxy.mi("subscribers_list").encode().split("\"expire\":6,", -1).length - 1;
  }

  private ConnectorSettings settings(boolean udp, boolean tcp) {
    MiSettings mi = MiSettings.of(SocketAddress.inetSocketAddress(proxy.miPort(), proxy.host()));
    return new ConnectorSettings(
        "live",
        mi,
        new SipUri(proxy.sipUri()),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofSeconds(6),
        new EventSettings("", 0, "", Duration.ofSeconds(6), udp, tcp, List.of()));
  }

  private List<CallState> states() {
    return events.stream()
        .filter(DialogChanged.class::isInstance)
        .map(event -> ((DialogChanged) event).state())
        .toList();
  }

  private List<CallEvent> holds() {
    return events.stream().filter(HoldProgress.class::isInstance).toList();
  }
}
