package io.callapi.opensips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.bus.TypedBus;
import io.callapi.opensips.ConnectorSettings.EventSettings;
import io.callapi.opensips.flow.FlowLimits;
import io.callapi.opensips.flow.Pace;
import io.callapi.opensips.mi.MiSettings;
import io.callapi.opensips.mi.NoReplyException;
import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallEvent.CallTransferChange;
import io.callapi.proxy.CallEvent.TransferStage;
import io.callapi.proxy.Cause;
import io.callapi.proxy.LinkStatus.State;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.CancelLeg;
import io.callapi.proxy.ProxyRequest.End;
import io.callapi.proxy.ProxyRequest.Hold;
import io.callapi.proxy.ProxyRequest.PlaceLeg;
import io.callapi.proxy.ProxyRequest.Refused;
import io.callapi.proxy.ProxyRequest.Resume;
import io.callapi.sip.CallId;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a proxy could not be told is made good. */
@ExtendWith(VertxExtension.class)
class ConnectorTest {

  private static final CallId CALL = new CallId("call");
  private static final CallId NEW_CALL = new CallId("new");
  private static final SipUri BOB = new SipUri("sip:bob@example.com");

  private Vertx vertx;
  private OnContext loop;
  private FakeOpenSips proxy;
  private Connector connector;

  @BeforeEach
  void connect(Vertx vertx) {
    TypedBus.install(vertx);
    this.vertx = vertx;
    loop = new OnContext(vertx);
    proxy = new FakeOpenSips(vertx);
    connector =
        loop.get(() -> new Connector(vertx, settings(), proxy, new Pace(FlowLimits.defaults())));
    loop.run(() -> connector.connect(new EventSink(List.of("udp:192.0.2.9:1"))));
    await().until(() -> state() == State.UP);
  }

  static Stream<Arguments> undoings() {
    return Stream.of(
        Arguments.of(new End(CALL), "dlg_end_dlg"),
        Arguments.of(new CancelLeg(CALL), "t_uac_cancel"),
        Arguments.of(new Resume(CALL), "call_unhold"));
  }

  @ParameterizedTest
  @MethodSource("undoings")
  void doesWhatWasNotAnsweredThoughTheLinkNeverWentDown(ProxyRequest request, String method) {
    noReplyTo(method);
    ProxyRequest.Reply reply = answer(request);
    proxy.answer(method, proxy::usualAnswer);
    String undoing = method.equals("t_uac_cancel") ? "dlg_end_dlg" : method;

    await().until(() -> proxy.requests(undoing).size() >= (undoing.equals(method) ? 2 : 1));
    assertThat(((Refused) reply).cause().source()).isEqualTo(Cause.Source.TIMEOUT);
  }

  @ParameterizedTest
  @MethodSource("undoings")
  void doesWhatWasAskedWhileTheLinkWasDown(ProxyRequest request, String method) {
    proxy.beSilent(true);
    await().until(() -> state() == State.DOWN);
    ProxyRequest.Reply reply = answer(request);
    proxy.beSilent(false);
    String undoing = method.equals("t_uac_cancel") ? "dlg_end_dlg" : method;

    await().until(() -> !proxy.requests(undoing).isEmpty());
    assertThat(((Refused) reply).cause().source()).isEqualTo(Cause.Source.PROXY);
  }

  @Test
  void leavesARefusalAsItIs() {
    proxy.refuse("dlg_end_dlg", 404, "Requested Dialog not found");
    answer(new End(CALL));

    loop.run(() -> {});
    after(Duration.ofMillis(1500));
    assertThat(proxy.requests("dlg_end_dlg")).hasSize(1);
  }

  @Test
  void doesNotEndACallThatIsPlacedAnew() {
    noReplyTo("dlg_end_dlg");
    answer(new End(CALL));
    await().until(() -> proxy.requests("dlg_end_dlg").size() == 2);
    Future<ProxyRequest.Reply> anew =
        loop.start(() -> connector.answer(new PlaceLeg(CALL, BOB, BOB)));
    int before = proxy.requests("dlg_end_dlg").size();

    after(Duration.ofMillis(3500));
    assertThat(proxy.requests("dlg_end_dlg")).hasSize(before);
    assertThat(anew).isNotNull();
  }

  @Test
  void doesNotResumeACallThatIsHeldAnew() {
    noReplyTo("call_unhold");
    answer(new Resume(CALL));
    await().until(() -> proxy.requests("call_unhold").size() == 2);
    answer(new Hold(CALL));
    int before = proxy.requests("call_unhold").size();

    after(Duration.ofMillis(1500));
    assertThat(proxy.requests("call_unhold")).hasSize(before);
  }

  @Test
  void resumesOnce() {
    noReplyTo("call_unhold");
    answer(new Resume(CALL));
    proxy.answer("call_unhold", proxy::usualAnswer);
    await().until(() -> proxy.requests("call_unhold").size() >= 2);
    int before = proxy.requests("call_unhold").size();

    after(Duration.ofMillis(1500));
    assertThat(proxy.requests("call_unhold")).hasSize(before);
  }

  @Test
  void endsTheCallThatAnEndedOnePlacesLate() {
    noReplyTo("dlg_end_dlg");
    answer(new End(CALL));
    tell(TransferStage.START);

    await().until(() -> endings().contains("new"));
  }

  @Test
  void leavesTheCallThatHadBeenPlacedBefore() {
    noReplyTo("dlg_end_dlg");
    answer(new End(CALL));
    tell(TransferStage.NOTIFY);
    tell(TransferStage.OK);

    after(Duration.ofMillis(1500));
    assertThat(endings()).containsOnly("call");
  }

  private List<Object> endings() {
    return proxy.requests("dlg_end_dlg").stream()
        .map(request -> request.params().get("dialog_id"))
        .toList();
  }

  private void tell(TransferStage stage) {
    new TypedBus(vertx)
        .publish(
            CallEvent.ADDRESS.of(CALL), new CallTransferChange(CALL, NEW_CALL, BOB, stage, null));
  }

  private void noReplyTo(String method) {
    proxy.answer(method, request -> Future.failedFuture(new NoReplyException("silence")));
  }

  private void after(Duration time) {
    vertx.timer(time.toMillis()).await();
  }

  private ProxyRequest.Reply answer(ProxyRequest request) {
    return loop.await(() -> connector.answer(request));
  }

  private State state() {
    return loop.get(() -> connector.report().now().state());
  }

  private static ConnectorSettings settings() {
    return new ConnectorSettings(
        "p",
        MiSettings.of(SocketAddress.inetSocketAddress(9, "127.0.0.1")),
        new SipUri("sip:127.0.0.1"),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        new EventSettings("", 0, "", Duration.ofMinutes(2), true, false, List.of()));
  }
}
