package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions that outlive their connections. */
class SessionsAcceptanceIT {

  private static final String ALICE = phone("alice");
  private static final String BOB = phone("bob");
  private static final int TAKEN_OVER = 4001;
  private static final List<String> STAGES =
      List.of(
          "CallerAnswered",
          "Transferring",
          "TransferStart",
          "TransferPending",
          "CalleeAnswered",
          "Ended");

  @RegisterExtension final CallApiServer server = CallApiServer.on("3.6.8");

  private static JsonObject open(Client client) {
    return result(client.ask("SessionOpen", new JsonObject()));
  }

  private static JsonObject open(Client client, long keep) {
    return result(client.ask("SessionOpen", JsonObject.of("keep", keep)));
  }

  private static JsonObject resume(Client client, JsonObject session, long lastSeq) {
    return client.ask(
        "SessionResume", JsonObject.of("token", session.getString("token"), "last_seq", lastSeq));
  }

  private static JsonObject result(JsonObject reply) {
    assertThat(reply.fieldNames()).contains("result");
    return reply.getJsonObject("result");
  }

  private static int errorOf(JsonObject reply) {
    return reply.getJsonObject("error").getInteger("code");
  }

  private static List<Long> numbers(Client client) {
    return client.transcript().messages().stream()
        .filter(message -> message.params().containsKey("seq"))
        .map(message -> message.params().getLong("seq"))
        .toList();
  }

  private static long last(Client client) {
    return numbers(client).stream().mapToLong(number -> number).max().orElse(0);
  }

  private static List<Long> from(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  private static List<String> both(Run before, Run after) {
    return Stream.concat(before.events().stream(), after.events().stream()).toList();
  }

  @Test
  void numbersWhatIsToldFromItsOpeningOn() {
    Client client = server.client();
    Run before = client.run("Echo", "before");

    JsonObject session = open(client);
    Run run = client.run("CallStart", ALICE, BOB);

    assertThat(session.fieldNames()).containsExactlyInAnyOrder("session", "token", "seq", "keep");
    assertThat(session.getLong("seq")).isZero();
    assertThat(session.getLong("keep")).isEqualTo(120_000);
    assertThat(session.getString("token")).doesNotContain(" ").hasSizeGreaterThan(22);
    assertThat(before.messages()).noneMatch(message -> message.params().containsKey("seq"));
    assertThat(numbers(client)).isEqualTo(from(1, run.messages().size()));
    assertThat(client.transcript().messages())
        .filteredOn(Message::isReply)
        .noneMatch(reply -> result(reply.json()).containsKey("seq") && !isOpened(reply));
  }

  private static boolean isOpened(Message reply) {
    return result(reply.json()).containsKey("token");
  }

  @Test
  void tellsTheRestOnAnotherConnection() {
    Client lost = server.client();
    JsonObject session = open(lost);
    Run begun = lost.start("CallStart", ALICE, phone("slow")).reaches("TransferStart");
    lost.leave();
    long lastSeq = last(lost);

    Client back = server.newClient();
    JsonObject resumed = result(resume(back, session, lastSeq));
    Run rest = back.command(begun.cmdId()).ends();

    assertThat(resumed.getString("session")).isEqualTo(session.getString("session"));
    assertThat(resumed.getBoolean("gap")).isFalse();
    assertThat(resumed.containsKey("first_seq")).isFalse();
    assertThat(both(begun, rest)).isEqualTo(STAGES);
    assertThat(numbers(back)).isEqualTo(from(lastSeq + 1, STAGES.size()));
  }

  @Test
  void tellsWhatWasMissedBeforeAnythingNewer() {
    Client lost = server.client();
    JsonObject session = open(lost);
    Run missed = lost.run("CallStart", ALICE, BOB);
    lost.leave();

    Client back = server.newClient();
    assertThat(result(resume(back, session, 0)).getLong("seq")).isEqualTo(STAGES.size());
    back.run("Echo", "new");

    assertThat(back.command(missed.cmdId()).events()).isEqualTo(STAGES);
    assertThat(numbers(back)).isEqualTo(from(1, STAGES.size() + 2));
  }

  @Test
  void goesOnFromOneConnectionToTheNext() {
    Client client = server.client();
    JsonObject session = open(client);
    long seen = 0;
    for (int i = 0; i < 12; i++) {
      client.run("Echo", "round " + i);
      assertThat(numbers(client)).isEqualTo(from(seen + 1, seen + 2));
      seen += 2;
      client.leave();
      client = server.newClient();
      assertThat(result(resume(client, session, seen)).getLong("seq")).isEqualTo(seen);
    }
  }

  @Test
  void isTakenOverByASecondConnection() {
    Client first = server.client();
    JsonObject session = open(first);
    Run begun = first.start("CallStart", ALICE, phone("slow")).reaches("Transferring");

    Client second = server.newClient();
    result(resume(second, session, 0));
    Run run = second.command(begun.cmdId()).ends();

    assertThat(first.closeCode()).isEqualTo((short) TAKEN_OVER);
    assertThat(run.events()).isEqualTo(STAGES);
    assertThat(numbers(second)).isEqualTo(from(1, STAGES.size()));
  }

  @Test
  void isTakenOverFromAConnectionThatHasResumedIt() {
    Client first = server.client();
    JsonObject session = open(first);
    Client second = server.newClient();
    result(resume(second, session, 0));
    second.run("Echo", "x");
    Client third = server.newClient();

    result(resume(third, session, 1));
    third.run("Echo", "y");

    assertThat(second.closeCode()).isEqualTo((short) TAKEN_OVER);
    assertThat(numbers(third)).isEqualTo(from(2, 4));
  }

  @Test
  void saysWhatIsMissingWhereTooMuchWasTold() {
    server.with("sessions.max_notifications", 16);
    Client lost = server.client();
    JsonObject session = open(lost);
    IntStream.range(0, 10).forEach(i -> lost.run("Echo", "echo " + i));
    lost.leave();

    Client back = server.newClient();
    JsonObject resumed = result(resume(back, session, 2));
    await().until(() -> last(back) == 20);

    assertThat(resumed.getBoolean("gap")).isTrue();
    assertThat(resumed.getLong("first_seq")).isEqualTo(5);
    assertThat(numbers(back)).isEqualTo(from(5, 20));
  }

  @Test
  void hasItsCommandsRunOnAlthoughAClientThatLeavesCancelsThem() {
    server.with("ws_server.on_disconnect", "cancel");
    Client lost = server.client();
    JsonObject session = open(lost);
    Run begun = lost.start("CallStart", ALICE, phone("slow")).reaches("TransferStart");
    lost.leave();
    await().until(() -> server.simulator().dialogs().stream().allMatch(c -> c.established()));

    Client back = server.newClient();
    result(resume(back, session, 0));

    assertThat(back.command(begun.cmdId()).ends().events()).isEqualTo(STAGES);
  }

  @Test
  void cancelsItsCommandsWhenNobodyHasComeBackInTime() {
    server.with("ws_server.on_disconnect", "cancel");
    Client lost = server.client();
    JsonObject session = open(lost, 300);
    lost.start("CallStart", ALICE, phone("noanswer")).reaches("TransferStart");
    lost.leave();
    await().until(() -> server.simulator().dialogs().isEmpty());

    assertThat(errorOf(resume(server.newClient(), session, 0))).isEqualTo(-32014);
  }

  @Test
  void hasItsCommandsFinishWhenNobodyHasComeBackInTime() {
    Client lost = server.client();
    JsonObject session = open(lost, 0);
    Run begun = lost.start("CallStart", ALICE, phone("slow")).reaches("TransferStart");
    lost.leave();
    await().until(() -> errorOf(resume(server.newClient(), session, 0)) == -32014);
    JsonObject command = JsonObject.of("cmd_id", begun.cmdId());
    Client other = server.newClient();

    await()
        .until(
            () ->
                result(other.ask("CommandGet", command))
                    .getJsonObject("command")
                    .getString("state")
                    .equals("ended"));

    assertThat(result(other.ask("CommandGet", command)).getJsonObject("command").fieldNames())
        .doesNotContain("cause");
  }

  @Test
  void countsItsCommandsOnEachConnection() {
    server.with("ws_server.max_running_commands", 1);
    Client lost = server.client();
    JsonObject session = open(lost);
    lost.start("CallStart", ALICE, phone("noanswer")).reaches("TransferStart");
    lost.leave();
    Client back = server.newClient();
    result(resume(back, session, 0));

    assertThat(errorOf(back.ask("Echo", "one more"))).isEqualTo(-32002);
  }

  @Test
  void knowsARequestThatIsSentAgain() {
    Client lost = server.client();
    JsonObject session = open(lost);
    JsonObject request = Client.parameters("CallStart", ALICE, phone("slow")).put("cmd_id", "same");
    lost.start("CallStart", request).reaches("Transferring");
    lost.leave();
    Client back = server.newClient();
    result(resume(back, session, 0));

    JsonObject again = result(back.ask("CallStart", request));

    assertThat(again.getBoolean("repeated")).isTrue();
    assertThat(back.command("same").ends().events()).isEqualTo(STAGES);
    assertThat(server.simulator().requests("t_uac_dlg")).hasSize(1);
  }

  @Test
  void isToldNothingTwiceOfARequestThatIsSentAgain() {
    Client lost = server.client();
    JsonObject session = open(lost);
    JsonObject request = Client.parameters("CallStart", ALICE, BOB).put("cmd_id", "same");
    lost.start("CallStart", request).ends();
    lost.leave();
    Client back = server.newClient();
    result(resume(back, session, 2));

    JsonObject again = result(back.ask("CallStart", request));
    back.run("Echo", "fence");

    assertThat(again.getBoolean("repeated")).isTrue();
    assertThat(back.command("same").events()).isEqualTo(STAGES.subList(2, STAGES.size()));
    assertThat(numbers(back)).isEqualTo(from(3, STAGES.size() + 2));
  }

  @Test
  void cancelsItsCommandFromAnotherConnection() {
    server.with("ws_server.tokens", new JsonArray());
    Client lost = server.client();
    JsonObject session = open(lost);
    Run run = lost.start("CallStart", ALICE, phone("noanswer")).reaches("TransferStart");
    lost.leave();
    Client back = server.newClient();
    result(resume(back, session, last(lost)));

    result(back.ask("CommandCancel", JsonObject.of("cmd_id", run.cmdId())));

    assertThat(back.command(run.cmdId()).ends().events()).endsWith("Error", "Ended");
    server.simulator().isLeftWith();
  }

  @Test
  void endsWhenItIsClosedAndTheConnectionGoesOnWithoutNumbers() {
    Client client = server.client();
    JsonObject session = open(client);
    client.run("Echo", "numbered");

    JsonObject closed = result(client.ask("SessionClose", new JsonObject()));
    Run run = client.run("Echo", "not numbered");

    assertThat(closed).isEqualTo(JsonObject.of("session", session.getString("session")));
    assertThat(run.messages()).noneMatch(message -> message.params().containsKey("seq"));
    assertThat(errorOf(resume(server.newClient(), session, 0))).isEqualTo(-32014);
    assertThat(errorOf(client.ask("SessionOpen", new JsonObject()))).isEqualTo(-32600);
  }

  @Test
  void endsWhenItIsClosedOnAnotherConnection() {
    Client first = server.client();
    JsonObject session = open(first);
    Client client = server.newClient();
    result(resume(client, session, 0));

    result(client.ask("SessionClose", new JsonObject()));
    await().until(() -> !client.run("Echo", "x").messages().get(0).params().containsKey("seq"));

    assertThat(errorOf(resume(server.newClient(), session, 0))).isEqualTo(-32014);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SessionOpen | {'keep':600001} | {'keep':'must be from 0 to 600000'}",
        "SessionOpen | {'hold':1} | {'hold':'is not a parameter of this method'}",
        "SessionResume | {'token':'x'} | {'last_seq':'is missing'}",
        "SessionResume | {'token':'x','last_seq':-1} |"
            + " {'last_seq':'must be from 0 to 9007199254740991'}",
        "SessionClose | {'x':1} | {'x':'is not a parameter of this method'}",
      })
  void refusesParametersThatAreNotRight(String method, String params, String problems) {
    JsonObject error = server.client().ask(method, json(params)).getJsonObject("error");

    assertThat(error.getInteger("code")).isEqualTo(-32602);
    assertThat(error.getJsonObject("data")).isEqualTo(json(problems));
  }

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource({"x", "a.b", "a.b.c", ".."})
  void knowsNoTokenThatItHasNotGivenOut(String token) {
    JsonObject session = JsonObject.of("token", token);

    assertThat(errorOf(resume(server.client(), session, 0))).isEqualTo(-32014);
    assertThat(server.client().run("Echo", "goes on").events()).containsExactly("Reply", "Ended");
  }

  @Test
  void isNotResumedWithAnotherSecret() {
    Client client = server.client();
    JsonObject session = open(client);
    String token = session.getString("token");
    String wrong = token.substring(0, token.length() - 1) + (token.endsWith("A") ? "E" : "A");

    JsonObject refusal = resume(server.newClient(), JsonObject.of("token", wrong), 0);

    assertThat(errorOf(refusal)).isEqualTo(-32014);
    assertThat(client.run("Echo", "undisturbed").events()).containsExactly("Reply", "Ended");
  }

  @Test
  void isNotResumedFromTheFuture() {
    Client client = server.client();
    JsonObject session = open(client);
    client.run("Echo", "x");

    JsonObject error = resume(server.newClient(), session, 3).getJsonObject("error");

    assertThat(error.getInteger("code")).isEqualTo(-32602);
    assertThat(error.getJsonObject("data").fieldNames()).containsExactly("last_seq");
    assertThat(client.run("Echo", "undisturbed").events()).containsExactly("Reply", "Ended");
  }

  @Test
  void isOneForEachConnection() {
    Client client = server.client();
    JsonObject session = open(client);

    assertThat(errorOf(client.ask("SessionOpen", new JsonObject()))).isEqualTo(-32600);
    assertThat(errorOf(resume(client, session, 0))).isEqualTo(-32600);
  }

  @Test
  void isNotResumedWhereCommandsRunAlready() {
    JsonObject session = open(server.client());
    Client busy = server.newClient();
    busy.start("CallStart", ALICE, phone("noanswer")).reaches("TransferStart");

    assertThat(errorOf(resume(busy, session, 0))).isEqualTo(-32600);
  }

  @Test
  void isNoPartOfABatch() {
    Client client = server.client();
    client.send(
        "[{'jsonrpc':'2.0','id':'o','method':'SessionOpen','params':{}},".replace('\'', '"')
            + "{'jsonrpc':'2.0','id':'e','method':'Echo','params':{}}]".replace('\'', '"'));

    assertThat(errorOf(client.reply("o"))).isEqualTo(-32600);
    result(client.reply("e"));
    open(client);
  }

  @Test
  void isNotThereWhereNoneWasOpened() {
    assertThat(errorOf(server.client().ask("SessionClose", new JsonObject()))).isEqualTo(-32014);
  }

  @Test
  void isRefusedWhereThereAreTooMany() {
    server.with("sessions.max_sessions", 1);
    Client client = server.client();
    open(client);

    JsonObject error =
        server.newClient().ask("SessionOpen", new JsonObject()).getJsonObject("error");
    assertThat(error.getInteger("code")).isEqualTo(-32002);
    assertThat(error.getJsonObject("data").fieldNames())
        .containsExactlyInAnyOrder("reason", "retry_after_ms");

    result(client.ask("SessionClose", new JsonObject()));
    open(server.newClient());
  }

  @Test
  void isKeptNoLongerThanIsConfigured() {
    server.with("sessions.keep_max", "5s");

    assertThat(open(server.client(), 60_000).getLong("keep")).isEqualTo(5_000);
  }

  @Test
  void losesNothingWhereTheClientReadsNothing() {
    server.watched().with("ws_server.read_timeout", "1s");
    Client slow = server.client();
    JsonObject session = open(slow);
    slow.run("Echo", "first");
    slow.stopReading();
    String text = "x".repeat(20_000);
    for (int i = 0; i < 400; i++) {
      JsonObject params = JsonObject.of("text", text);
      slow.send(JsonObject.of("jsonrpc", "2.0", "method", "Echo", "params", params).encode());
    }
    Operator operator = new Operator(server.managementPort());
    await().until(() -> operator.scrape().sum("callapi_sessions") == 0);
    assertThat(operator.scrape().sum("callapi_sessions_opened")).isEqualTo(1);
    assertThat(operator.scrape().sum("callapi_kept_bytes")).isGreaterThan(80_000);

    Client back = server.newClient();
    JsonObject resumed = result(resume(back, session, 2));
    await().until(() -> last(back) >= resumed.getLong("seq"));

    assertThat(resumed.getBoolean("gap")).isFalse();
    assertThat(resumed.getLong("seq")).isBetween(6L, 802L);
    assertThat(numbers(back)).startsWith(from(3, resumed.getLong("seq")).toArray(Long[]::new));
  }
}
