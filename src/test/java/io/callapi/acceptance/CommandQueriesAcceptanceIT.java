package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that are looked at and cancelled by their clients. */
class CommandQueriesAcceptanceIT {

  private static final String ALICE = phone("alice");
  private static final String BOB = phone("bob");
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

  @RegisterExtension final CallApiServer server = CallApiServer.on("3.6.8");

  private JsonObject get(String cmdId) {
    return server
        .client()
        .ask("CommandGet", JsonObject.of("cmd_id", cmdId))
        .getJsonObject("result")
        .getJsonObject("command");
  }

  private static JsonObject error(JsonObject reply) {
    return reply.getJsonObject("error");
  }

  @Test
  void showsARunningCommandWithWhatItHasTold() {
    Run run = server.client().start("CallStart", ALICE, phone("noanswer"));
    run.reaches("TransferPending");

    JsonObject command = get(run.cmdId());

    assertThat(command.getString("cmd_id")).isEqualTo(run.cmdId());
    assertThat(command.getString("method")).isEqualTo("CallStart");
    assertThat(command.getJsonObject("params"))
        .isEqualTo(JsonObject.of("caller", ALICE, "callee", phone("noanswer")));
    assertThat(command.getString("state")).isEqualTo("running");
    assertThat(command.getString("phase")).isEqualTo("Ringing");
    assertThat(command.getString("proxy")).isEqualTo("default");
    assertThat(command.getString("started")).matches(TIME);
    assertThat(command.fieldNames()).doesNotContain("ended", "cause", "incomplete");
    assertThat(command.getJsonArray("notifications")).isEqualTo(told(run));
  }

  /** What was told, as the notifications had it. */
  private static JsonArray told(Run run) {
    return new JsonArray(run.messages().stream().map(Message::params).toList());
  }

  @Test
  void showsAnEndedCommandWithItsCauseAndTimes() {
    Run run = server.client().run("CallStart", ALICE, phone("busy"));

    JsonObject command = get(run.cmdId());

    assertThat(command.getString("state")).isEqualTo("ended");
    assertThat(command.getString("phase")).isEqualTo("Ended");
    assertThat(command.getString("proxy")).isEqualTo("default");
    assertThat(command.getJsonObject("cause"))
        .isEqualTo(JsonObject.of("source", "sip", "code", 486, "reason", "Busy Here"));
    assertThat(command.getJsonArray("notifications")).isEqualTo(told(run));
    assertThat(command.getString("ended")).matches(TIME);
    assertThat(Instant.parse(command.getString("ended")))
        .isAfter(Instant.parse(command.getString("started")))
        .isBefore(Instant.now().plusSeconds(1));
  }

  @Test
  void showsTheParametersOfAnEchoAndOfAnAttendedTransferAsTheyWereSent() {
    JsonObject params = JsonObject.of("cmd_id", "e", "legA", new JsonArray().add(1), "", "x");
    server.client().start("Echo", params).ends();
    JsonObject transfer =
        Client.parameters("CallAttendedTransfer", "a", "caller", "b", "callee").put("cmd_id", "t");
    server.client().start("CallAttendedTransfer", transfer).ends();

    assertThat(get("e").getJsonObject("params")).isEqualTo(params);
    assertThat(get("t").getJsonObject("params"))
        .isEqualTo(Client.parameters("CallAttendedTransfer", "a", "caller", "b", "callee"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CommandGet", "CommandCancel"})
  void saysThatThereIsNoSuchCommand(String method) {
    JsonObject reply = server.client().ask(method, JsonObject.of("cmd_id", "nobody"));

    assertThat(error(reply))
        .isEqualTo(
            JsonObject.of(
                "code",
                -32011,
                "message",
                "No such command",
                "data",
                JsonObject.of("cmd_id", "nobody")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CommandGet | {} | {'cmd_id':'is missing'}",
        "CommandGet | {'cmd_id':'a','x':1} | {'x':'is not a parameter of this method'}",
        "CommandList | {'state':'gone'} | {'state':'must be running or ended'}",
        "CommandList | {'limit':0} | {'limit':'must be from 1 to 1000'}",
        "CommandList | {'limit':'1'} | {'limit':'must be an integer'}",
        "CommandList | {'cursor':'x'} | {'cursor':'is none that this server has given since it was started'}",
        "CommandCancel | {'cmd_id':1} | {'cmd_id':'must be a string'}",
      })
  void refusesWhatIsNotRight(String method, String params, String problems) {
    JsonObject error = error(server.client().ask(method, json(params)));

    assertThat(error.getInteger("code")).isEqualTo(-32602);
    assertThat(error.getJsonObject("data")).isEqualTo(json(problems));
  }

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }

  private List<String> list(JsonObject params) {
    List<String> ids = new ArrayList<>();
    JsonObject page = page(params);
    page.getJsonArray("commands").forEach(each -> ids.add(((JsonObject) each).getString("cmd_id")));
    return ids;
  }

  private JsonObject page(JsonObject params) {
    return server.client().ask("CommandList", params).getJsonObject("result");
  }

  @Test
  void listsCommandsInTheOrderInWhichTheyWereStarted() {
    Client client = server.client();
    JsonObject start = Client.parameters("CallStart", ALICE, phone("noanswer")).put("cmd_id", "s");
    client.start("CallStart", start).reaches("TransferPending");
    client.start("Echo", JsonObject.of("cmd_id", "e1")).ends();
    client.start("Echo", JsonObject.of("cmd_id", "e2")).ends();

    assertThat(list(new JsonObject())).containsExactly("s", "e1", "e2");
    assertThat(list(JsonObject.of("state", "running"))).containsExactly("s");
    assertThat(list(JsonObject.of("state", "ended"))).containsExactly("e1", "e2");
    assertThat(list(JsonObject.of("method", "CallStart"))).containsExactly("s");
    JsonObject running = page(JsonObject.of("state", "running"));
    JsonObject command = running.getJsonArray("commands").getJsonObject(0);
    assertThat(command.getString("phase")).isEqualTo("Ringing");
    assertThat(command.containsKey("notifications")).isFalse();
  }

  @Test
  void listsEachCommandOnceOverThePagesWhileOthersStart() {
    Client client = server.client();
    List<String> ids = IntStream.range(0, 25).mapToObj(i -> "e" + i).toList();
    ids.forEach(id -> client.start("Echo", JsonObject.of("cmd_id", id)).ends());

    List<String> seen = new ArrayList<>();
    JsonObject params = JsonObject.of("limit", 10);
    while (params != null) {
      seen.addAll(list(params));
      String cursor = page(params).getString("cursor");
      params = cursor == null ? null : JsonObject.of("limit", 10, "cursor", cursor);
      client.run("Echo", "later");
    }

    assertThat(seen).startsWith(ids.toArray(String[]::new)).doesNotHaveDuplicates();
  }

  @Test
  void showsCommandsOfOthersWhereThereAreNoAccessTokensAndDoesNotLetThemBeCancelled() {
    Client other = server.newClient();
    Run run = other.start("CallStart", ALICE, phone("noanswer")).reaches("TransferPending");
    Client me = server.newClient();

    JsonObject reply = me.ask("CommandCancel", JsonObject.of("cmd_id", run.cmdId()));

    assertThat(list(new JsonObject())).containsExactly(run.cmdId());
    assertThat(error(reply).getInteger("code")).isEqualTo(-32005);
    assertThat(error(reply).getJsonObject("data").getString("cmd_id")).isEqualTo(run.cmdId());
    assertThat(get(run.cmdId()).getString("state")).isEqualTo("running");
  }

  @Test
  void letsAConnectionThatHasSentTheRequestAgainCancelTheCommand() {
    JsonObject params = Client.parameters("CallStart", ALICE, phone("noanswer")).put("cmd_id", "s");
    Client lost = server.newClient();
    lost.start("CallStart", params).reaches("TransferPending");
    lost.leave();
    Client back = server.newClient();
    Run run = back.start("CallStart", params);

    JsonObject reply = back.ask("CommandCancel", JsonObject.of("cmd_id", "s"));

    assertThat(reply.getJsonObject("result").getString("state")).isEqualTo("cancelling");
    assertThat(run.ends().failure().orElseThrow().source()).isEqualTo("client");
  }

  @Test
  void cancelsACallStartWhoseCallerRings() {
    Run run = server.client().start("CallStart", phone("noanswer"), BOB);
    await().until(() -> !server.simulator().dialogs().isEmpty());

    isCancelled(run);
    server.simulator().isLeftWith();
  }

  @Test
  void cancelsACallStartWhoseCalleeRings() {
    Run run = server.client().start("CallStart", ALICE, phone("noanswer"));
    run.reaches("TransferPending");

    isCancelled(run);
    server.simulator().isLeftWith();
  }

  @Test
  void cancelsABlindTransferAndLeavesTheOldCall() {
    String call = server.simulator().placeCall(ALICE, BOB);
    Run run = server.client().start("CallBlindTransfer", call, "callee", phone("noanswer"));
    run.reaches("TransferPending");

    isCancelled(run);
    server.simulator().isLeftWith(call);
  }

  private void isCancelled(Run run) {
    JsonObject reply = server.client().ask("CommandCancel", JsonObject.of("cmd_id", run.cmdId()));
    run.ends();

    assertThat(reply.getJsonObject("result"))
        .isEqualTo(JsonObject.of("cmd_id", run.cmdId(), "state", "cancelling"));
    assertThat(run.events()).endsWith("Error", "Ended");
    Failure failure = run.failure().orElseThrow();
    assertThat(failure.source()).isEqualTo("client");
    assertThat(failure.data()).isEqualTo("The client has cancelled the command");
  }

  @Test
  void cancelsNoCommandThatHasEnded() {
    Run run = server.client().run("Echo", "x");

    JsonObject reply = server.client().ask("CommandCancel", JsonObject.of("cmd_id", run.cmdId()));

    assertThat(error(reply).getInteger("code")).isEqualTo(-32012);
    assertThat(error(reply).getJsonObject("data")).isEqualTo(JsonObject.of("cmd_id", run.cmdId()));
  }

  @Test
  void tellsTheTagInEachNotificationAndInCommandGet() {
    JsonObject params =
        Client.parameters("CallStart", ALICE, phone("busy")).put("tag", "T-1 \u00e9");

    Run run = server.client().start("CallStart", params).ends();

    assertThat(run.messages())
        .extracting(each -> each.params().getString("tag"))
        .containsOnly("T-1 \u00e9");
    JsonObject command = get(run.cmdId());
    assertThat(command.getString("tag")).isEqualTo("T-1 \u00e9");
    assertThat(command.getJsonObject("params").containsKey("tag")).isFalse();
    assertThat(command.getJsonArray("notifications")).isEqualTo(told(run));
  }

  @Test
  void tellsTheTagAgainToWhoSendsTheRequestAgain() {
    JsonObject params = JsonObject.of("cmd_id", "e", "tag", "x".repeat(256));
    server.newClient().start("Echo", params).ends();

    Run again = server.newClient().start("Echo", params).ends();

    assertThat(again.messages()).hasSize(2).allMatch(each -> each.params().containsKey("tag"));
  }

  @Test
  void takesARequestWithAnotherTagForAnotherOne() {
    String call = server.simulator().placeCall(ALICE, BOB);
    JsonObject params = Client.parameters("CallHold", call).put("cmd_id", "h");
    server.client().start("CallHold", params.copy().put("tag", "one")).ends();

    assertThat(
            error(server.client().ask("CallHold", params.copy().put("tag", "two")))
                .getInteger("code"))
        .isEqualTo(-32001);
    assertThat(error(server.client().ask("CallHold", params)).getInteger("code")).isEqualTo(-32001);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CallStart",
        "CallBlindTransfer",
        "CallAttendedTransfer",
        "CallHold",
        "CallUnhold",
        "CallEnd",
        "Echo"
      })
  void refusesATagThatIsTooLong(String method) {
    JsonObject reply = server.client().ask(method, JsonObject.of("tag", "x".repeat(257)));

    assertThat(error(reply).getJsonObject("data").getString("tag"))
        .isEqualTo("must not be longer than 256 characters");
  }

  @Test
  void cancelsNoHold() {
    String call = server.simulator().placeCall(ALICE, BOB);
    Client client = server.client();
    String hold =
        "{\"id\":\"h\",\"method\":\"CallHold\",\"params\":{\"callid\":\"%s\",\"cmd_id\":\"h\"}}";
    String cancel = "{\"id\":\"c\",\"method\":\"CommandCancel\",\"params\":{\"cmd_id\":\"h\"}}";

    client.send(hold.formatted(call));
    client.reply("h");
    client.send(cancel);
    JsonObject error = error(client.reply("c"));
    client.command("h").succeeds();

    assertThat(error.getInteger("code")).isEqualTo(-32013);
    assertThat(error.getJsonObject("data"))
        .isEqualTo(JsonObject.of("cmd_id", "h", "method", "CallHold"));
  }
}
