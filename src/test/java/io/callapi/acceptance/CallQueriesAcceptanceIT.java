package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.sip.Leg;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that clients look at, whoever has started them. */
class CallQueriesAcceptanceIT {

  private static final String ALICE = phone("alice");
  private static final String BOB = phone("bob");
  private static final String CAROL = phone("carol");
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

  @RegisterExtension final CallApiServer server = CallApiServer.on("3.6.8");

  private JsonObject get(String callId) {
    return server
        .client()
        .ask("CallGet", JsonObject.of("callid", callId))
        .getJsonObject("result")
        .getJsonObject("call");
  }

  private JsonObject page(JsonObject params) {
    return server.client().ask("CallList", params).getJsonObject("result");
  }

  private List<String> list(JsonObject params) {
    return ids(page(params));
  }

  private static List<String> ids(JsonObject page) {
    return page.getJsonArray("calls").stream()
        .map(each -> ((JsonObject) each).getString("callid"))
        .toList();
  }

  @Test
  void showsACallThatThisServerDidNotStart() {
    server.client().run("Echo", "up");
    String call = server.simulator().placeCall(ALICE, BOB);
    await().until(() -> "answered".equals(get(call).getString("state")));

    JsonObject seen = get(call);

    assertThat(seen.fieldNames())
        .containsExactly("callid", "proxy", "caller", "callee", "state", "created", "answered");
    assertThat(seen.getString("callid")).isEqualTo(call);
    assertThat(seen.getString("proxy")).isEqualTo("default");
    assertThat(seen.getString("caller")).isEqualTo(ALICE);
    assertThat(seen.getString("callee")).isEqualTo(BOB);
    assertThat(seen.getString("created")).matches(TIME);
    assertThat(seen.getString("answered")).matches(TIME);
    assertThat(page(new JsonObject())).isEqualTo(JsonObject.of("calls", new JsonArray().add(seen)));
  }

  @Test
  void showsACallFromItsRingingToItsEnd() {
    Run run = server.client().start("CallStart", ALICE, phone("slow"));
    run.reaches("TransferPending");
    String call = run.callId();
    assertThat(get(call).getString("state")).isEqualTo("ringing");
    run.ends();
    assertThat(get(call).getString("state")).isEqualTo("answered");
    server.client().run("CallHold", call);
    assertThat(get(call).getString("state")).isEqualTo("held");
    assertThat(get(call).getJsonArray("held")).containsExactly("caller", "callee");
    assertThat(list(JsonObject.of("state", "held"))).containsExactly(call);
    server.client().run("CallUnhold", call);
    assertThat(get(call).getString("state")).isEqualTo("answered");
    assertThat(get(call).containsKey("held")).isFalse();

    server.client().run("CallEnd", call);

    JsonObject ended = get(call);
    assertThat(ended.getString("state")).isEqualTo("ended");
    assertThat(ended.getLong("duration"))
        .isEqualTo(
            Duration.between(
                    Instant.parse(ended.getString("answered")),
                    Instant.parse(ended.getString("ended")))
                .toMillis());
    assertThat(list(new JsonObject())).isEmpty();
    assertThat(list(JsonObject.of("state", new JsonArray().add("held").add("ended"))))
        .contains(call);
  }

  @Test
  void findsCallsByTheirParties() {
    server.client().run("Echo", "up");
    String one = server.simulator().placeCall(ALICE, BOB);
    String other = server.simulator().placeCall(BOB, CAROL);
    await().until(() -> list(new JsonObject()).size() == 2);

    assertThat(list(JsonObject.of("party", BOB))).containsExactly(one, other);
    assertThat(list(JsonObject.of("caller", BOB))).containsExactly(other);
    assertThat(list(JsonObject.of("callee", "bob@*"))).containsExactly(one);
    assertThat(list(JsonObject.of("party", "*@EXAMPLE.com", "caller", ALICE))).containsExactly(one);
    assertThat(list(JsonObject.of("party", "*@example.org"))).isEmpty();
    assertThat(list(JsonObject.of("proxy", "default"))).containsExactly(one, other);
  }

  @Test
  void listsEachCallThatIsThereAllTheTimeOnceOverThePages() {
    server.client().run("Echo", "up");
    List<String> calls =
        IntStream.range(0, 20).mapToObj(i -> server.simulator().placeCall(ALICE, BOB)).toList();
    await().until(() -> list(new JsonObject()).size() == 20);
    List<String> stable = calls.subList(10, 20);
    List<String> seen = new ArrayList<>();
    JsonObject params = JsonObject.of("limit", 3);

    for (int i = 0; params != null; i++) {
      JsonObject page = page(params);
      assertThat(ids(page)).hasSizeLessThanOrEqualTo(3);
      seen.addAll(ids(page));
      String cursor = page.getString("cursor");
      params = cursor == null ? null : JsonObject.of("limit", 3, "cursor", cursor);
      if (i < 5) {
        server.simulator().hangUp(calls.get(2 * i), Leg.CALLER);
        server.simulator().placeCall(CAROL, BOB);
      }
    }

    assertThat(seen).doesNotHaveDuplicates().containsSubsequence(stable);
  }

  @Test
  void saysThatThereIsNoSuchCall() {
    JsonObject reply = server.client().ask("CallGet", JsonObject.of("callid", "nobody"));

    assertThat(reply.getJsonObject("error"))
        .isEqualTo(
            JsonObject.of(
                "code",
                -32010,
                "message",
                "No such call",
                "data",
                JsonObject.of("callid", "nobody")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CallGet | {} | {'callid':'is missing'}",
        "CallGet | {'callid':'a','cmd_id':'b'} | {'cmd_id':'is not a parameter of this method'}",
        "CallList | {'state':'gone'} | {'state':'must be ringing, answered, held or ended, or a list of these'}",
        "CallList | {'state':['held',1]} | {'state':'must be ringing, answered, held or ended, or a list of these'}",
        "CallList | {'party':'*@*'} | {'party':'must have a host on the other side of *'}",
        "CallList | {'caller':1} | {'caller':'must be a string'}",
        "CallList | {'limit':1001} | {'limit':'must be from 1 to 1000'}",
        "CallList | {'proxy':'west'} | {'proxy':'is not configured'}",
        "CallList | {'cursor':''} | {'cursor':'is none that this server has given since it was started'}",
      })
  void refusesWhatIsNotRight(String method, String params, String problems) {
    JsonObject error = server.client().ask(method, json(params)).getJsonObject("error");

    assertThat(error.getInteger("code")).isEqualTo(-32602);
    assertThat(error.getJsonObject("data")).isEqualTo(json(problems));
  }

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }
}
