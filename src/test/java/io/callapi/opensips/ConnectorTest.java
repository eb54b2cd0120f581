package io.callapi.opensips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.bus.TypedBus;
import io.callapi.calls.CallsReport;
import io.callapi.calls.CallsRequest.CallsReply;
import io.callapi.calls.CallsRequest.Noted;
import io.callapi.opensips.ConnectorSettings.EventSettings;
import io.callapi.opensips.flow.FlowLimits;
import io.callapi.opensips.flow.Pace;
import io.callapi.opensips.mi.MiResult;
import io.callapi.opensips.mi.MiSettings;
import io.callapi.opensips.mi.NoReplyException;
import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallEvent.HoldAction;
import io.callapi.proxy.CallEvent.TransferProgress;
import io.callapi.proxy.CallEvent.TransferStage;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.Dialog;
import io.callapi.proxy.DialogId;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.LinkStatus.State;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.ChangeHold;
import io.callapi.proxy.ProxyRequest.Order;
import io.callapi.proxy.ProxyRequest.Originate;
import io.callapi.proxy.ProxyRequest.Refused;
import io.callapi.proxy.ProxyRequest.Release;
import io.callapi.sip.CallId;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a proxy could not be told is made good, and what exists is told when contact is made. */
@ExtendWith(VertxExtension.class)
class ConnectorTest {

  private static final CallId CALL = new CallId("call");
  private static final CallId NEW_CALL = new CallId("new");
  private static final SipUri BOB = new SipUri("sip:bob@example.com");
  private static final Release RELEASE = new Release(DialogRef.of(CALL));
  private static final ChangeHold RESUME = new ChangeHold(CALL, HoldAction.RESUME);
  private static final ChangeHold HOLD = new ChangeHold(CALL, HoldAction.HOLD);

  private final List<CallsReport> reports = new CopyOnWriteArrayList<>();
  private volatile Future<CallsReply> table = Future.succeededFuture(new Noted());

  private Vertx vertx;
  private OnContext loop;
  private FakeOpenSips proxy;
  private Connector connector;

  @BeforeEach
  void connect(Vertx vertx) {
    TypedBus.install(vertx);
    this.vertx = vertx;
    new TypedBus(vertx).serve(CallsReport.ADDRESS.of("p"), this::note);
    loop = new OnContext(vertx);
    proxy = new FakeOpenSips(vertx);
    connector =
        loop.get(() -> new Connector(vertx, settings(), proxy, new Pace(FlowLimits.defaults())));
    loop.run(() -> connector.connect(new EventSink(List.of("udp:192.0.2.9:1"))));
    await().until(() -> state() == State.UP);
  }

  private Future<CallsReply> note(CallsReport report) {
    reports.add(report);
    return table;
  }

  @Test
  void tellsTheTableWhatExistsWhenContactIsMade() {
    assertThat(reports).containsExactly(new CallsReport("p", List.of(), false));
  }

  @Test
  void tellsTheTableWhatExistsWhenContactIsRegained() {
    list("1.a");
    loseContact();
    proxy.beSilent(false);

    await().until(() -> reports.size() == 2);
    assertThat(reports.get(1).restarted()).isFalse();
    assertThat(reports.get(1).dialogs())
        .extracting(Dialog::id)
        .containsExactly(new DialogId("1.a"));
  }

  @Test
  void tellsTheTableOfARestart() {
    proxy.restart();

    await().until(() -> reports.size() == 2);
    assertThat(reports.get(1).restarted()).isTrue();
  }

  @Test
  void isNotUpBeforeTheTableKnows() {
    Promise<CallsReply> known = Promise.promise();
    table = known.future();
    loseContact();
    proxy.beSilent(false);
    await().until(() -> reports.size() == 2);
    assertThat(state()).isEqualTo(State.DOWN);
    assertThat(((Refused) answer(RELEASE)).reason()).isEqualTo(Reason.UNREACHABLE);

    known.complete(new Noted());
    await().until(() -> state() == State.UP);
  }

  private void list(String id) {
    JsonObject dialog = JsonObject.of("ID", id, "state", 4, "callid", "c");
    proxy.answer(
        "dlg_list",
        request ->
            Future.succeededFuture(
                new MiResult(JsonObject.of("count", 1, "Dialogs", JsonArray.of(dialog)))));
  }

  private void loseContact() {
    proxy.beSilent(true);
    await().until(() -> state() == State.DOWN);
  }

  static Stream<Arguments> undoings() {
    return Stream.of(Arguments.of(RELEASE, "dlg_end_dlg"), Arguments.of(RESUME, "call_unhold"));
  }

  @ParameterizedTest
  @MethodSource("undoings")
  void doesWhatWasNotAnsweredThoughTheLinkNeverWentDown(ProxyRequest<?> request, String method) {
    noReplyTo(method);
    Record reply = answer(request);
    proxy.answer(method, proxy::usualAnswer);

    await().until(() -> proxy.requests(method).size() >= 2);
    assertThat(((Refused) reply).reason()).isEqualTo(Reason.NO_REPLY);
  }

  @ParameterizedTest
  @MethodSource("undoings")
  void doesWhatWasAskedWhileTheLinkWasDown(ProxyRequest<?> request, String method) {
    loseContact();
    Record reply = answer(request);
    proxy.beSilent(false);

    await().until(() -> !proxy.requests(method).isEmpty());
    assertThat(((Refused) reply).reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(((Refused) reply).cause().reason()).startsWith("Proxy p is down: ");
  }

  @Test
  void releasesTheVeryDialogThatWasToBeReleased() {
    noReplyTo("dlg_end_dlg");
    answer(new Release(new DialogRef(CALL, new DialogId("1.a"))));

    await().until(() -> proxy.requests("dlg_end_dlg").size() >= 2);
    assertThat(endings()).containsOnly("1.a");
  }

  @Test
  void leavesARefusalAsItIs() {
    proxy.refuse("dlg_end_dlg", 404, "Requested Dialog not found");
    Record reply = answer(RELEASE);

    after(Duration.ofMillis(1500));
    assertThat(((Refused) reply).reason()).isEqualTo(Reason.CALL_UNKNOWN);
    assertThat(proxy.requests("dlg_end_dlg")).hasSize(1);
  }

  @Test
  void doesNotEndACallThatIsPlacedAnew() {
    noReplyTo("dlg_end_dlg");
    answer(RELEASE);
    await().until(() -> proxy.requests("dlg_end_dlg").size() == 2);
    Order anew = new Order(null, new Originate(CALL, BOB, BOB));
    var unused = loop.start(() -> connector.answer(anew));
    int before = proxy.requests("dlg_end_dlg").size();

    after(Duration.ofMillis(3500));
    assertThat(proxy.requests("dlg_end_dlg")).hasSize(before);
  }

  @Test
  void doesNotResumeACallThatIsHeldAnew() {
    noReplyTo("call_unhold");
    answer(RESUME);
    await().until(() -> proxy.requests("call_unhold").size() == 2);
    answer(HOLD);
    int before = proxy.requests("call_unhold").size();

    after(Duration.ofMillis(1500));
    assertThat(proxy.requests("call_unhold")).hasSize(before);
  }

  @Test
  void resumesOnce() {
    noReplyTo("call_unhold");
    answer(RESUME);
    proxy.answer("call_unhold", proxy::usualAnswer);
    await().until(() -> proxy.requests("call_unhold").size() >= 2);
    after(Duration.ofMillis(500)); // a reply that comes late has the request sent again
    int before = proxy.requests("call_unhold").size();

    after(Duration.ofMillis(1500));
    assertThat(proxy.requests("call_unhold")).hasSize(before);
  }

  @Test
  void endsTheCallThatAnEndedOnePlacesLate() {
    noReplyTo("dlg_end_dlg");
    answer(RELEASE);
    tell(TransferStage.START);

    await().until(() -> endings().contains("new"));
  }

  @Test
  void leavesTheCallThatHadBeenPlacedBefore() {
    noReplyTo("dlg_end_dlg");
    answer(RELEASE);
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
            CallEvent.REPORTED.of("p"), new TransferProgress(CALL, NEW_CALL, BOB, stage, null));
  }

  private void noReplyTo(String method) {
    proxy.answer(method, request -> Future.failedFuture(new NoReplyException("silence")));
  }

  private void after(Duration time) {
    vertx.timer(time.toMillis()).await();
  }

  private Record answer(ProxyRequest<?> request) {
    return loop.await(() -> connector.answer(new Order(null, request))).value();
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
        Duration.ofSeconds(2),
        new EventSettings("", 0, "", Duration.ofMinutes(2), true, false, List.of()));
  }
}
