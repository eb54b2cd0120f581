package io.callapi.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.sip.CallId;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Request by request, the management interface answers as OpenSIPS 3.6.8 and 4.0.1 did. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MiExchangesReplayTest {

  /** What depends on the machine, the time or the life of the proxy that was recorded. */
  private static final Set<String> NOT_COMPARABLE =
      Set.of(
          // the time
          "uptime",
          // what the proxy had done before
          "get_statistics dialog:",
          "get_statistics positional");

  /** 4.0.1 answers the same bad leg in two ways; the recordings of transfers have the other. */
  private static final String BAD_LEG = "4.0.1 call_transfer bad leg";

  private final Map<String, String> answers = new LinkedHashMap<>();
  private static final String NEXT = "{\"jsonrpc\":\"2.0\",\"id\":\"next\",\"method\":\"version\"}";

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = vertx.createHttpClient();

  @BeforeAll
  void askBoth() {
    recordings().forEach(this::ask);
  }

  @AfterAll
  void close() {
    vertx.close().await();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("exchanges")
  void answersAsTheRealProxyDid(String version, MiExchange exchange) {
    String answer = answers.get(version + " " + exchange);

    if (exchange.isUnanswered()) {
      assertThat(answer).isEqualTo("nothing");
    } else if (!exchange.answer().startsWith("{")) {
      assertThat(answer).isEqualTo(exchange.answer());
    } else {
      JsonObject recorded = new JsonObject(exchange.answer());
      assertThat(answer).as("%s", exchange).startsWith("{");
      dropEarlierCalls(recorded);
      assertThat(new Likeness().difference("$", recorded, new JsonObject(answer))).isEmpty();
    }
  }

  Stream<Arguments> exchanges() {
    return recordings().entrySet().stream()
        .flatMap(
            recording ->
                recording.getValue().stream()
                    .filter(e -> isComparable(recording.getKey(), e))
                    .map(e -> Arguments.of(recording.getKey(), e)));
  }

  private static boolean isComparable(String version, MiExchange exchange) {
    return !exchange.isAboutHttp()
        && !NOT_COMPARABLE.contains(exchange.label())
        && !BAD_LEG.equals(version + " " + exchange.label());
  }

  private static Map<String, List<MiExchange>> recordings() {
    Path root = Recording.ROOT;
    return Map.of(
        "3.6.8", MiExchange.read(root.resolve("opensips-3.6/mi_raw_36.jsonl")),
        "4.0.1", MiExchange.read(root.resolve("opensips-4.0/mi_raw_40.jsonl")));
  }

  /** The recorded proxy went on listing a call that had ended minutes before. */
  private static void dropEarlierCalls(JsonObject recorded) {
    if (recorded.getValue("result") instanceof JsonObject result && result.containsKey("Dialogs")) {
      JsonArray alive = new JsonArray();
      result.getJsonArray("Dialogs").stream().filter(d -> !isEnded(d)).forEach(alive::add);
      result.put("Dialogs", alive);
      if (result.containsKey("count")) {
        result.put("count", 1);
      }
    }
  }

  private static boolean isEnded(Object dialog) {
    return ((JsonObject) dialog).getInteger("state") == 5;
  }

  private void ask(String version, List<MiExchange> exchanges) {
    SimulatorTiming timing =
        SimulatorTiming.defaults()
            .withoutDelays()
            .withTimeouts(Duration.ofMillis(100), Duration.ofMillis(150));
    SimulatedOpenSips simulator =
        new SimulatedOpenSips(
            SimulatorOptions.defaults()
                .withVersion(version)
                .withTiming(timing)
                .withHttp(HttpOptions.defaults().withAsyncPoll(Duration.ofMillis(10))));
    vertx.deployVerticle(simulator).await();
    placeRecordedCall(simulator, exchanges);
    exchanges.stream()
        .filter(exchange -> !exchange.isAboutHttp())
        .forEach(exchange -> answers.put(version + " " + exchange, ask(simulator, exchange)));
  }

  private static void placeRecordedCall(SimulatedOpenSips simulator, List<MiExchange> exchanges) {
    String callId =
        exchanges.stream()
            .filter(exchange -> exchange.label().equals("dlg_list callid"))
            .map(e -> new JsonObject(e.request()).getJsonObject("params").getString("callid"))
            .findFirst()
            .orElseThrow();
    SipUri alice = new SipUri("sip:alice@127.0.0.1:5070");
    SipUri bob = new SipUri("sip:bob@127.0.0.1:5071");
    simulator.placeCall(alice, bob, new CallId(callId)).await();
  }

  private String ask(SimulatedOpenSips simulator, MiExchange exchange) {
    // Nobody listens at the recorded port; here it is the phone that does not answer.
    String request =
        exchange.request().replace("sip:x@127.0.0.1:5999", "sip:silent@127.0.0.1:5999");
    return exchange.overHttp()
        ? askOverHttp(simulator, exchange, request)
        : askOverUdp(simulator, exchange, request);
  }

  private String askOverUdp(SimulatedOpenSips simulator, MiExchange exchange, String request) {
    UdpPeer client = UdpPeer.open(vertx);
    client.send(request, simulator.miPort());
    if (exchange.isUnanswered()) {
      client.send(NEXT, simulator.miPort());
    }
    await(exchange.label())
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofSeconds(2))
        .until(() -> !client.received().isEmpty());
    String answer = client.received().get(0);
    return answer.contains("\"next\"") ? "nothing" : answer;
  }

  private String askOverHttp(SimulatedOpenSips simulator, MiExchange exchange, String request) {
    Duration patience = Duration.ofMillis(exchange.isUnanswered() ? 100 : 2000);
    return http.request(HttpMethod.POST, simulator.httpPort(), "127.0.0.1", "/mi")
        .compose(post -> send(post, request))
        .map(Buffer::toString)
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .otherwise("nothing")
        .await();
  }

  // On the client's own event loop: from here the body could be over before it is asked for.
  private static Future<Buffer> send(HttpClientRequest post, String request) {
    return post.putHeader("Content-Type", "application/json")
        .send(request)
        .compose(HttpClientResponse::body);
  }
}
