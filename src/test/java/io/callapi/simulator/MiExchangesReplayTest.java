package io.callapi.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.sip.CallId;
import io.callapi.sip.SipUri;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Request by request, the management interface answers as OpenSIPS 3.6.8 and 4.0.1 did. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MiExchangesReplayTest {

  /**
   * What is compared by its shape alone, for the values depend on the time or on the life of the
   * proxy that was recorded.
   */
  private static final Set<String> BY_SHAPE =
      Set.of(
          // the time
          "3.6.8 uptime",
          "4.0.1 uptime",
          // what the proxy had done before
          "3.6.8 get_statistics dialog:",
          "4.0.1 get_statistics dialog:",
          "3.6.8 get_statistics positional",
          "4.0.1 get_statistics positional",
          // 4.0.1 has two answers to this; the recordings of transfers have the other
          "4.0.1 call_transfer bad leg");

  private final Map<String, String> answers = new LinkedHashMap<>();
  private final Vertx vertx = Vertx.vertx();

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
    } else if (exchange.isClosed()) {
      assertThat(answer).isEqualTo("closed");
    } else if (!exchange.answer().startsWith("{")) {
      assertThat(answer).isEqualTo(exchange.answer());
    } else {
      assertThat(answer).as("%s", exchange).startsWith("{");
      JsonObject recorded = withoutEarlierCalls(new JsonObject(exchange.answer()));
      JsonObject simulated = new JsonObject(answer);
      if (BY_SHAPE.contains(version + " " + exchange.label())) {
        assertThat(Shape.of(simulated)).isEqualTo(Shape.of(recorded));
      } else {
        assertThat(new Likeness().difference("$", recorded, simulated)).isEmpty();
      }
    }
  }

  Stream<Arguments> exchanges() {
    return recordings().entrySet().stream()
        .flatMap(
            recording ->
                recording.getValue().stream().map(e -> Arguments.of(recording.getKey(), e)));
  }

  @Test
  void comparesByShapeNothingThatWasNotRecorded() {
    assertThat(
            recordings().entrySet().stream()
                .flatMap(r -> r.getValue().stream().map(e -> r.getKey() + " " + e.label())))
        .containsAll(BY_SHAPE);
  }

  private static Map<String, List<MiExchange>> recordings() {
    Path root = Recording.ROOT;
    return Map.of(
        "3.6.8", MiExchange.read(root.resolve("opensips-3.6/mi_raw_36.jsonl")),
        "4.0.1", MiExchange.read(root.resolve("opensips-4.0/mi_raw_40.jsonl")));
  }

  /** The recorded proxy went on listing a call that had ended minutes before. */
  private static JsonObject withoutEarlierCalls(JsonObject recorded) {
    if (recorded.getValue("result") instanceof JsonObject result && result.containsKey("Dialogs")) {
      JsonArray alive = new JsonArray();
      result.getJsonArray("Dialogs").stream().filter(d -> !isEnded(d)).forEach(alive::add);
      result.put("Dialogs", alive);
      if (result.containsKey("count")) {
        result.put("count", 1);
      }
    }
    return recorded;
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
    MiAsker asker = new MiAsker(vertx, simulator);
    exchanges.forEach(exchange -> answers.put(version + " " + exchange, asker.ask(exchange)));
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
}
