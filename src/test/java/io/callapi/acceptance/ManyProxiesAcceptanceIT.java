package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.CallApiVerticle;
import io.callapi.config.CallApiConfig;
import io.callapi.simulator.SimulatedOpenSips;
import io.callapi.simulator.SimulatorOptions;
import io.callapi.sip.SipUri;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One server beside two proxies. */
class ManyProxiesAcceptanceIT {

  private static final String ALICE = phone("alice");
  private static final String BOB = phone("bob");
  private static final int WEST_LIMIT = 8;

  private final Vertx vertx = Vertx.vertx();
  private final SimulatedOpenSips east = new SimulatedOpenSips(SimulatorOptions.defaults());
  private final SimulatedOpenSips west = new SimulatedOpenSips(SimulatorOptions.defaults());

  @SuppressWarnings("NullAway.Init") // connected before each test
  private Client client;

  @BeforeEach
  void startServer() throws Exception {
    vertx.deployVerticle(east).await(10, SECONDS);
    vertx.deployVerticle(west).await(10, SECONDS);
    JsonObject settings =
        new JsonObject()
            .put("ws_server", new JsonObject().put("port", 0))
            .put("management", new JsonObject().put("enabled", false))
            .put("proxies", new JsonArray().add(proxy("east", east)).add(proxy("west", west)));
    CallApiVerticle server = new CallApiVerticle(CallApiConfig.from(settings), null);
    vertx.deployVerticle(server).await(20, SECONDS);
    client = Client.connect(vertx, server.port().await(10, SECONDS));
    // The server starts with the first proxy that is up; these tests want both.
    await().until(() -> bothAreUp());
  }

  private boolean bothAreUp() {
    return IntStream.range(0, 8)
        .mapToObj(i -> i % 2 == 0 ? "east" : "west")
        .allMatch(
            name ->
                client
                    .ask("CallStart", start(name).put("caller", phone("busy")))
                    .containsKey("result"));
  }

  private static JsonObject proxy(String name, SimulatedOpenSips proxy) {
    return new JsonObject()
        .put("name", name)
        .put("mi", new JsonObject().put("url", "127.0.0.1:" + proxy.miPort()))
        .put("max_running_commands", name.equals("west") ? WEST_LIMIT : 100)
        .put("sip", new JsonObject().put("uri", "sip:127.0.0.1:5060"));
  }

  private static JsonObject start(String proxy) {
    return new JsonObject().put("caller", ALICE).put("callee", BOB).put("proxy", proxy);
  }

  @AfterEach
  void stopServer() throws Exception {
    vertx.close().await(20, SECONDS);
  }

  @Test
  void startsACallOnTheProxyThatIsNamed() {
    client.start("CallStart", start("west")).succeeds();

    assertThat(west.dialogs()).hasSize(1);
    assertThat(east.dialogs()).isEmpty();
  }

  @Test
  void sharesNewCallsOutAmongTheProxies() {
    IntStream.range(0, 20)
        .mapToObj(i -> client.start("CallStart", ALICE, BOB))
        .toList()
        .forEach(Run::succeeds);

    assertThat(east.dialogs()).hasSizeBetween(5, 15);
    assertThat(west.dialogs()).hasSizeBetween(5, 15);
  }

  @Test
  void findsTheProxyThatHasACallByItself() throws Exception {
    String onEast = call(east);
    String onWest = call(west);

    client.run("CallHold", onEast).succeeds();
    client.run("CallEnd", onWest).succeeds();

    assertThat(east.dialogs()).allMatch(call -> call.heldLegs().size() == 2).hasSize(1);
    assertThat(west.dialogs()).isEmpty();
  }

  @Test
  void listsTheCallsOfAllProxiesTheOldestFirstAndOnceOverThePages() throws Exception {
    List<String> calls = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      calls.add(call(i % 3 == 0 ? west : east));
      // One after the other, as the tables see it.
      await().until(() -> client.ask("CallGet", callId(calls)).containsKey("result"));
    }

    List<String> seen = new ArrayList<>();
    JsonObject params = JsonObject.of("limit", 5);
    while (params != null) {
      JsonObject page = client.ask("CallList", params).getJsonObject("result");
      page.getJsonArray("calls").forEach(each -> seen.add(((JsonObject) each).getString("callid")));
      String cursor = page.getString("cursor");
      params = cursor == null ? null : JsonObject.of("limit", 5, "cursor", cursor);
    }

    assertThat(seen).isEqualTo(calls);
    assertThat(
            client
                .ask("CallList", JsonObject.of("proxy", "west"))
                .getJsonObject("result")
                .getJsonArray("calls"))
        .hasSize(4)
        .allMatch(each -> ((JsonObject) each).getString("proxy").equals("west"));
  }

  @Test
  void tellsOneSubscriberOfTheCallsOfAllProxies() throws Exception {
    String before = call(west);
    CallsView all = CallsView.of(client, new JsonObject());
    CallsView ofWest = CallsView.of(client, JsonObject.of("proxy", "west"));
    String onEast = call(east);
    String onWest = call(west);

    await().until(() -> all.calls().keySet().containsAll(List.of(before, onEast, onWest)));
    await().until(() -> ofWest.calls().keySet().containsAll(List.of(before, onWest)));
    assertThat(ofWest.calls()).doesNotContainKey(onEast);
    west.restart();

    await().atMost(Duration.ofSeconds(10)).until(() -> all.calls().keySet().equals(Set.of(onEast)));
    assertThat(all.awaits("Resynced").getJsonObject("data").getString("proxy")).isEqualTo("west");
  }

  private static JsonObject callId(List<String> calls) {
    return JsonObject.of("callid", calls.get(calls.size() - 1));
  }

  @Test
  void saysThatNoProxyKnowsTheCall() {
    Run run = client.run("CallEnd", "nowhere");

    assertThat(run.failure().orElseThrow().code()).isEqualTo(404);
  }

  @Test
  void refusesTheNameOfNoProxy() {
    JsonObject error = client.ask("CallStart", start("north")).getJsonObject("error");

    assertThat(error.getInteger("code")).isEqualTo(-32602);
    assertThat(error.getJsonObject("data").getString("proxy")).contains("north");
  }

  @Test
  void saysWhereTheOtherCallIsThatCannotBeJoined() throws Exception {
    String onEast = call(east);
    String onWest = call(west);

    Run run = client.run("CallAttendedTransfer", onEast, "callee", onWest, "callee");

    assertThat(run.failure().orElseThrow().source()).isEqualTo("proxy");
    assertThat(run.failure().orElseThrow().data())
        .isEqualTo(
            "Calls on two proxies cannot be joined: "
                + onWest
                + " is on west, the other call on east");
    assertThat(east.dialogs()).hasSize(1);
  }

  @Test
  void joinsCallsOfOneProxy() throws Exception {
    client.run("CallAttendedTransfer", call(west), "callee", call(west), "callee").succeeds();
  }

  @Test
  void refusesCommandsOverTheLimitOfAProxy() {
    // Those that were tried before have ended by now.
    client.start("CallStart", start("west").put("caller", phone("busy"))).ends();
    List<Run> running =
        IntStream.range(0, WEST_LIMIT)
            .mapToObj(
                i -> client.start("CallStart", start("west").put("caller", phone("noanswer"))))
            .toList();

    JsonObject error = client.ask("CallStart", start("west")).getJsonObject("error");

    assertThat(error.getInteger("code")).isEqualTo(-32002);
    assertThat(error.getJsonObject("data").getString("proxy")).isEqualTo("west");
    assertThat(error.getJsonObject("data").getInteger("retry_after_ms")).isPositive();
    client.start("CallStart", ALICE, BOB).succeeds();
    assertThat(east.dialogs()).hasSize(1);
    west.restart();
    running.forEach(Run::ends);
    await().until(() -> refusal("west") == null);
  }

  @Test
  void startsNoCallOnAProxyThatIsDownAndNamesIt() {
    west.pause();
    await().atMost(Duration.ofSeconds(8)).until(() -> codeOf(refusal("west")) == -32003);

    JsonObject error = refusal("west");

    assertThat(error.getJsonObject("data").getString("proxy")).isEqualTo("west");
    IntStream.range(0, 5).forEach(i -> client.run("CallStart", ALICE, BOB).succeeds());
    assertThat(east.dialogs()).hasSize(5);
    Run unknown = client.run("CallEnd", "nowhere");
    assertThat(unknown.failure().orElseThrow().source()).isEqualTo("proxy");
    assertThat(unknown.failure().orElseThrow().data()).endsWith("not asked: west");
  }

  private static int codeOf(@Nullable JsonObject error) {
    return error == null ? 0 : error.getInteger("code");
  }

  private JsonObject refusal(String proxy) {
    return client
        .ask("CallStart", start(proxy).put("caller", phone("busy")))
        .getJsonObject("error");
  }

  private static String call(SimulatedOpenSips proxy) throws Exception {
    return proxy.placeCall(new SipUri(ALICE), new SipUri(BOB)).await(10, SECONDS).value();
  }
}
