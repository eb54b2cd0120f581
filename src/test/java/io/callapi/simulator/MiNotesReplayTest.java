package io.callapi.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import io.callapi.sip.SipUri;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What was noted of requests side by side and of large messages, tried on the simulator. */
@ParameterizedClass
@MethodSource("notes")
@ExtendWith(VertxExtension.class)
class MiNotesReplayTest {

  private static final SipUri ALICE = new SipUri("sip:alice@127.0.0.1:5070");
  private static final SipUri BOB = new SipUri("sip:bob@127.0.0.1:5071");
  private static final Duration SILENCE = Duration.ofMillis(200);
  private static final String TOO_LARGE = "500 Internal error";

  private final MiNotes notes;
  private Vertx vertx;
  private SimulatedOpenSips simulator;

  MiNotesReplayTest(MiNotes notes) {
    this.notes = notes;
  }

  static Stream<MiNotes> notes() {
    return Stream.of(
        MiNotes.read("3.6.8", Recording.ROOT.resolve("opensips-3.6/mi_more.txt")),
        MiNotes.read("4.0.1", Recording.ROOT.resolve("opensips-4.0/mi_more.txt")));
  }

  @BeforeEach
  void startSimulator(Vertx vertx) {
    this.vertx = vertx;
    SimulatorTiming timing =
        SimulatorTiming.defaults().withoutDelays().withTimeouts(SILENCE, SILENCE);
    HttpOptions http = HttpOptions.defaults().withAsyncPoll(Duration.ofMillis(10));
    simulator =
        new SimulatedOpenSips(
            SimulatorOptions.defaults()
                .withVersion(notes.version())
                .withTiming(timing)
                .withHttp(http));
    vertx.deployVerticle(simulator).await();
  }

  @Test
  void answersQuickRequestsBeforeAPendingOneOverUdp() {
    simulator.placeCall(ALICE, BOB).await();
    UdpPeer client = UdpPeer.open(vertx);

    client.send(slowInvite(), simulator.miPort());
    for (int id = 0; id < 3; id++) {
      client.send(statistics(id), simulator.miPort());
    }

    await().until(() -> client.received().size() == 4);
    assertThat(client.received().stream().map(JsonObject::new))
        .containsExactlyElementsOf(notes.messages("MI udp, one socket: \\S+ s (.*)"));
  }

  @Test
  void answersQuickRequestsAfterAPendingOneOverHttp() {
    simulator.placeCall(ALICE, BOB).await();
    List<JsonObject> answers = new CopyOnWriteArrayList<>();
    long asked = System.nanoTime();

    post(slowInvite(), answers);
    await().until(() -> !simulator.messagesReceived().isEmpty());
    for (int i = 0; i < 3; i++) {
      post(statistics("stat" + i), answers);
    }
    await().until(() -> !answers.isEmpty());
    Duration first = Duration.ofNanos(System.nanoTime() - asked);

    await().until(() -> answers.size() == 4);
    List<JsonObject> recorded = notes.messages("MI http: .* s (\\{.*)");
    assertThat(answers).containsExactlyInAnyOrderElementsOf(recorded);
    assertThat(first).isGreaterThanOrEqualTo(SILENCE); // none before the pending one
  }

  private void post(String request, List<JsonObject> answers) {
    vertx
        .createHttpClient()
        .request(HttpMethod.POST, simulator.httpPort(), "127.0.0.1", "/mi")
        .compose(post -> post.putHeader("Content-Type", "application/json").send(request))
        .compose(HttpClientResponse::body)
        .onSuccess(body -> answers.add(body.toJsonObject()));
  }

  private static String slowInvite() {
    return request(
        "slow",
        "t_uac_dlg",
        new JsonObject()
            .put("method", "INVITE")
            .put("ruri", "sip:silent@127.0.0.1:5083")
            .put(
                "headers",
                """
                From: <sip:x@127.0.0.1>\r
                To: <sip:silent@127.0.0.1:5083>\r
                Contact: <sip:x@127.0.0.1:5060>\r
                """));
  }

  private static String statistics(Object id) {
    JsonArray names = new JsonArray().add("active_dialogs");
    return request(id, "get_statistics", new JsonObject().put("statistics", names));
  }

  private static String request(Object id, String method, JsonObject params) {
    return new JsonObject()
        .put("jsonrpc", "2.0")
        .put("id", id)
        .put("method", method)
        .put("params", params)
        .encode();
  }

  @Test
  void listsAsManyCallsAsFitIntoADatagram() {
    int calls = number(notes.line("^(\\d+) calls set up"), 1);
    IntStream.range(0, calls).forEach(i -> simulator.placeCall(ALICE, BOB).await());

    MatchResult whole = notes.line("dlg_list over UDP with (\\d+) dialogs: .*ends '(.*)'");
    assertThat(number(whole, 1)).isEqualTo(calls);
    assertThat(askUdp(request(1, "dlg_list", new JsonObject()))).isEqualTo(whole.group(2));

    notes
        .all("dlg_list index 0 counter (\\d+) over UDP: (\\d+) bytes, ends '(.*)'")
        .forEach(this::assertPage);
  }

  private void assertPage(MatchResult page) {
    int counter = number(page, 1);
    JsonObject params = new JsonObject().put("index", 0).put("counter", counter);

    String answer = askUdp(request(1, "dlg_list", params));

    if (page.group(3).equals(TOO_LARGE)) {
      assertThat(answer).isEqualTo(TOO_LARGE);
    } else {
      assertThat(listed(answer)).hasSize(counter);
      assertThat(answer.length()).isCloseTo(number(page, 2), withinPercentage(10));
    }
  }

  @Test
  void listsAllCallsOverHttpAndEndsThem() {
    MatchResult ended = notes.line("ended (\\d+) dialogs in .* \\((\\d+) not OK\\)");
    int calls = number(ended, 1);
    IntStream.range(0, calls).forEach(i -> simulator.placeCall(ALICE, BOB).await());
    List<JsonObject> answers = new CopyOnWriteArrayList<>();

    post(request(1, "dlg_list", new JsonObject()), answers);

    await().until(() -> !answers.isEmpty());
    String answer = answers.get(0).encode();
    int recorded = number(notes.line("dlg_list over HTTP: status 200, (\\d+) bytes, valid"), 1);
    assertThat(listed(answer)).hasSize(calls);
    assertThat(answer.length()).isCloseTo(recorded, withinPercentage(10));

    List<String> refused =
        simulator.dialogs().stream()
            .map(call -> new JsonObject().put("dialog_id", call.callId().value()))
            .map(params -> askUdp(request(1, "dlg_end_dlg", params)))
            .filter(reply -> !"OK".equals(new JsonObject(reply).getValue("result")))
            .toList();
    assertThat(refused).hasSize(number(ended, 2));
    assertThat(simulator.dialogs()).isEmpty();
  }

  private static JsonArray listed(String answer) {
    return new JsonObject(answer).getJsonObject("result").getJsonArray("Dialogs");
  }

  @Test
  void takesRequestsThatFitIntoADatagram() {
    List<MatchResult> tried = notes.all("request with a (\\d+) byte param: (.*)").toList();

    assertThat(tried).hasSize(2);
    for (MatchResult request : tried) {
      JsonObject params = new JsonObject().put("dialog_id", "x".repeat(number(request, 1)));
      assertThat(askUdp(request(1, "dlg_end_dlg", params))).isEqualTo(request.group(2));
    }
  }

  private String askUdp(String request) {
    UdpPeer client = UdpPeer.open(vertx);
    client.send(request, simulator.miPort());
    await().pollInterval(Duration.ofMillis(1)).until(() -> !client.received().isEmpty());
    return client.received().get(0);
  }

  private static int number(MatchResult line, int group) {
    return Integer.parseInt(line.group(group));
  }
}
