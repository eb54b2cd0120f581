package io.callapi.client;

import static io.callapi.client.Requests.callEnd;
import static io.callapi.client.Requests.callStart;
import static io.callapi.client.Requests.echo;
import static io.callapi.client.Requests.errorCode;
import static io.callapi.client.Requests.events;
import static io.callapi.client.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.calls.ReferMark;
import io.callapi.command.CommandNotice;
import io.callapi.command.StartCommand;
import io.callapi.proxy.CallEvent.HoldAction;
import io.callapi.proxy.CallEvent.HoldProgress;
import io.callapi.proxy.CallEvent.HoldStage;
import io.callapi.proxy.CallEvent.TransferProgress;
import io.callapi.proxy.CallEvent.TransferStage;
import io.callapi.proxy.CallFailure.Reason;
import io.callapi.proxy.CallState;
import io.callapi.proxy.Cause;
import io.callapi.proxy.DialogRef;
import io.callapi.proxy.FakeProxy;
import io.callapi.proxy.ProxyRequest;
import io.callapi.proxy.ProxyRequest.ChangeHold;
import io.callapi.proxy.ProxyRequest.Originate;
import io.callapi.proxy.ProxyRequest.Refer;
import io.callapi.proxy.ProxyRequest.Release;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipStatus;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients and server say to each other when all is right. */
class ConversationIT {

  private TestServer server;
  private WsClient client;

  @BeforeEach
  void connect() {
    server = TestServer.start();
    client = server.connect();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Release release(CallId call) {
    return new Release(DialogRef.of(call));
  }

  private void untilAsked(ProxyRequest<?> request) {
    await().until(() -> server.proxy().requests().contains(request));
  }

  @Test
  void takesACallIdWithAQuoteInIt() {
    client.send(callEnd("1", "q\\\"d", "call\\\"id@phone"));

    assertThat(client.next().getJsonObject("result").getString("cmd_id")).isEqualTo("q\"d");
    untilAsked(release(new CallId("call\"id@phone")));
  }

  @Test
  void runsACallStartWordForWord() {
    CallId first = new CallId("91d9caae");
    CallId second = new CallId("new@alice");
    SipUri alice = new SipUri("sip:alice@h");
    SipUri bob = new SipUri("sip:bob@h");

    client.send(callStart("1", "91d9caae"));
    assertThat(client.nextText())
        .isIn(
            "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"result\":{\"cmd_id\":\"91d9caae\",\"event\":\"Started\"}}",
            "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"result\":{\"event\":\"Started\",\"cmd_id\":\"91d9caae\"}}");
    untilAsked(new Originate(first, alice, bob));
    server.raise(first.value(), CallState.CONFIRMED);
    server.proxy().accept(Originate.class);
    untilAsked(
        new Refer(
            new DialogRef(first, FakeProxy.idOf(first)),
            Leg.CALLEE,
            bob,
            ReferMark.ofStart("91d9caae")));
    server.proxy().accept(Refer.class);
    server.raise(new TransferProgress(first, second, bob, TransferStage.START, null));
    server.raise(
        new TransferProgress(
            first, second, null, TransferStage.NOTIFY, new SipStatus(180, "Ringing")));
    server.raise(second.value(), CallState.ANSWERED);
    untilAsked(new Release(new DialogRef(first, FakeProxy.idOf(first))));
    server.proxy().accept(Release.class);
    server.raise(first.value(), CallState.ENDED);

    String parties =
        "{\"callid\":\"new@alice\",\"caller\":\"sip:alice@h\",\"callee\":\"sip:bob@h\"";
    assertThat(List.of(client.nextText(), client.nextText(), client.nextText()))
        .containsExactly(
            notice("CallerAnswered", "{\"caller\":\"sip:alice@h\",\"callee\":\"sip:bob@h\"}"),
            notice("Transferring", "{\"caller\":\"sip:alice@h\",\"destination\":\"sip:bob@h\"}"),
            notice("TransferStart", parties + "}"));
    assertThat(List.of(client.nextText(), client.nextText(), client.nextText()))
        .containsExactly(
            notice("TransferPending", parties + ",\"extra\":\"180 Ringing\"}"),
            notice("CalleeAnswered", parties + "}"),
            "{\"jsonrpc\":\"2.0\",\"method\":\"CallStart\","
                + "\"params\":{\"cmd_id\":\"91d9caae\",\"event\":\"Ended\"}}");
    client.expectNothingMore();
  }

  private static String notice(String event, String data) {
    return ("{\"jsonrpc\":\"2.0\",\"method\":\"CallStart\",\"params\":"
            + "{\"cmd_id\":\"91d9caae\",\"event\":\"%s\",\"data\":%s}}")
        .formatted(event, data);
  }

  @Test
  void tellsOfAFailureForPeopleAndForProgramsAndThenEnds() {
    client.send(callStart("1", "busy"));
    untilAsked(
        new Originate(new CallId("busy"), new SipUri("sip:alice@h"), new SipUri("sip:bob@h")));
    server.proxy().refuse(Originate.class, Reason.REFUSED, Cause.sip(486, "Busy Here"));
    untilAsked(release(new CallId("busy")));
    server
        .proxy()
        .refuse(Release.class, Reason.CALL_UNKNOWN, Cause.mi(404, "Requested Dialog not found"));

    List<JsonObject> messages = client.untilEnd("busy");
    assertThat(events(messages)).containsExactly("Started", "Error", "Ended");
    assertThat(messages.get(1).getJsonObject("params"))
        .isEqualTo(
            new JsonObject(
                "{\"cmd_id\":\"busy\",\"event\":\"Error\",\"data\":\"486 Busy Here\","
                    + "\"cause\":{\"source\":\"sip\",\"code\":486,\"reason\":\"Busy Here\"}}"));
  }

  @Test
  void tellsOfAFailureOfTheManagementInterface() {
    client.send(callEnd("1", "end", "nope"));
    untilAsked(release(new CallId("nope")));
    server
        .proxy()
        .refuse(Release.class, Reason.CALL_UNKNOWN, Cause.mi(404, "Requested Dialog not found"));

    assertThat(client.untilEnd("end").get(1).getJsonObject("params"))
        .isEqualTo(
            new JsonObject(
                "{\"cmd_id\":\"end\",\"event\":\"Error\",\"data\":\"404 Requested Dialog not found\","
                    + "\"cause\":{\"source\":\"mi\",\"code\":404,"
                    + "\"reason\":\"Requested Dialog not found\"}}"));
  }

  @Test
  void leavesTheCodeOutWhereThereIsNone() {
    client.send(callEnd("1", "end", "c"));
    untilAsked(release(new CallId("c")));
    server
        .proxy()
        .refuse(Release.class, Reason.UNREACHABLE, Cause.proxy("Proxy default cannot be reached"));

    assertThat(client.untilEnd("end").get(1).getJsonObject("params").getJsonObject("cause"))
        .isEqualTo(
            new JsonObject(
                "{\"source\":\"proxy\",\"reason\":\"Proxy default cannot be reached\"}"));
  }

  @Test
  void makesACommandIdWhereThereIsNone() {
    client.send(request("1", "Echo", "{\"test\":\"echo\"}"));
    String first = client.next().getJsonObject("result").getString("cmd_id");
    assertThat(client.untilEnd(first).get(0).getJsonObject("params"))
        .isEqualTo(
            new JsonObject()
                .put("cmd_id", first)
                .put("event", "Reply")
                .put("data", new JsonObject().put("test", "echo")));
    client.send(request("2", "Echo", "{\"cmd_id\":\"\"}"));
    String second = client.next().getJsonObject("result").getString("cmd_id");
    client.untilEnd(second);

    assertThat(first).hasSize(36);
    assertThat(second).hasSize(36).isNotEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"s\"", "0", "-1", "1.5", "12345678901234567890", "null", "\"\"", "\"\\u0000\""})
  void answersWithTheIdOfTheRequestWordForWord(String id) {
    client.send("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"Echo\",\"params\":{}}");

    assertThat(client.nextText()).startsWith("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":");
  }

  @Test
  void repliesNothingToARequestWithoutAnIdButSendsItsEvents() {
    client.send("{\"jsonrpc\":\"2.0\",\"method\":\"Echo\",\"params\":{\"cmd_id\":\"quiet\"}}");

    List<JsonObject> messages = client.untilEnd("quiet");
    assertThat(events(messages)).containsExactly("Reply", "Ended");
    assertThat(messages).noneMatch(m -> m.containsKey("id"));
  }

  @Test
  void repliesNothingToABadRequestWithoutAnId() {
    client.send("{\"jsonrpc\":\"2.0\",\"method\":\"nope\",\"params\":{}}");
    client.send("{\"jsonrpc\":\"2.0\",\"method\":\"CallEnd\",\"params\":{}}");

    client.expectNothingMore();
  }

  @Test
  void answersABatchByOneArrayBeforeAllEvents() {
    client.send(IntStream.range(0, 100).mapToObj(i -> echo("" + i, "c" + i)).toList().toString());

    JsonArray replies = client.nextArray();
    assertThat(replies.stream().map(r -> ((JsonObject) r).getString("id")))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 100).mapToObj(String::valueOf).toList());
    assertThat(events(client.next(200))).hasSize(200).containsOnly("Reply", "Ended");
    client.expectNothingMore();
  }

  @Test
  void repliesNothingToABatchWithoutIds() {
    client.send(
        "[{\"jsonrpc\":\"2.0\",\"method\":\"Echo\",\"params\":{\"cmd_id\":\"a\"}},"
            + "{\"jsonrpc\":\"2.0\",\"method\":\"nope\"}]");

    assertThat(events(client.untilEnd("a"))).containsExactly("Reply", "Ended");
    client.expectNothingMore();
  }

  @Test
  void keepsTheEventsOfABatchBackUntilItsSlowestReplyIsThere() {
    try (TestServer half = TestServer.startWithoutCommands()) {
      Promise<StartCommand.Reply> late = Promise.promise();
      Promise<Void> asked = Promise.promise();
      for (int shard = 0; shard < TestServer.SHARDS; shard++) {
        half.bus()
            .serve(
                StartCommand.ADDRESS.of(shard),
                start -> start.cmdId().equals("slow") ? late(asked, late) : endAtOnce(half, start));
      }
      WsClient other = half.connect();

      other.send("[" + echo("1", "fast") + "," + echo("2", "slow") + "]");
      TestServer.await(asked.future());
      other.expectNothingMore();
      late.complete(new StartCommand.Started("slow", false, false));

      assertThat(other.nextArray()).hasSize(2);
      assertThat(events(other.untilEnd("fast"))).containsExactly("Ended");
    }
  }

  private static Future<StartCommand.Reply> late(
      Promise<Void> asked, Promise<StartCommand.Reply> reply) {
    asked.complete();
    return reply.future();
  }

  private static Future<StartCommand.Reply> endAtOnce(TestServer server, StartCommand start) {
    server
        .bus()
        .send(
            CommandNotice.ADDRESS.of(start.session()),
            new CommandNotice.Ended(start.cmdId(), start.method()));
    return Future.succeededFuture(new StartCommand.Started(start.cmdId(), false, false));
  }

  @Test
  void saysThatTheServerStopsIfNobodyRunsCommandsAnyMore() {
    try (TestServer half = TestServer.startWithoutCommands()) {
      WsClient other = half.connect();

      other.send(echo("1", "any"));

      assertThat(errorCode(other.next())).isEqualTo(-32004);
    }
  }

  @Test
  void runsARequestOnceThatIsSentTwice() {
    client.send(callEnd("1", "same", "c"));
    client.send(callEnd("2", "same", "c"));

    assertThat(events(client.next(2))).containsExactly("Started", "Started");
    untilAsked(release(new CallId("c")));
    server.raise("c", CallState.ENDED);
    assertThat(events(client.untilEnd("same"))).containsExactly("Ended");
    client.send(callEnd("3", "same", "c"));
    assertThat(client.next().getJsonObject("result").getBoolean("repeated")).isTrue();
    assertThat(events(client.untilEnd("same"))).containsExactly("Ended");
    assertThat(server.proxy().actions()).containsExactly(release(new CallId("c")));
  }

  @Test
  void refusesACommandIdThatAnotherRequestHas() {
    client.send(callEnd("1", "taken", "c"));
    client.next();
    untilAsked(release(new CallId("c")));

    for (String other :
        List.of(
            callEnd("2", "taken", "other-call"),
            request("2", "CallHold", "{\"cmd_id\":\"taken\",\"callid\":\"c\"}"))) {
      client.send(other);

      JsonObject reply = client.next();
      assertThat(errorCode(reply)).isEqualTo(-32001);
      assertThat(reply.getJsonObject("error").getJsonObject("data").getString("cmd_id"))
          .isEqualTo("taken");
    }
    assertThat(server.proxy().actions()).containsExactly(release(new CallId("c")));
  }

  @Test
  void leavesHoldEventsOfOtherCallsAlone() {
    client.send(request("1", "CallHold", "{\"cmd_id\":\"hold\",\"callid\":\"mine\"}"));
    untilAsked(new ChangeHold(new CallId("mine"), HoldAction.HOLD));
    server.proxy().accept(ChangeHold.class);
    client.next(2);

    for (Leg leg : Leg.values()) {
      server.raise(new HoldProgress(new CallId("other"), leg, HoldAction.HOLD, HoldStage.OK));
    }
    client.expectNothingMore();
    for (Leg leg : Leg.values()) {
      server.raise(new HoldProgress(new CallId("mine"), leg, HoldAction.HOLD, HoldStage.OK));
    }

    assertThat(events(client.untilEnd("hold")))
        .containsExactly(
            "CallHoldStart", "CallHoldSuccessful", "CallHoldStart", "CallHoldSuccessful", "Ended");
  }

  @Test
  void survivesEventsAfterTheEnd() {
    CallId call = new CallId("late");
    client.send(callEnd("1", "late-end", "late"));
    untilAsked(release(call));
    server.raise(call.value(), CallState.ENDED);
    client.untilEnd("late-end");

    server.raise(call.value(), CallState.ENDED);
    server.raise(new TransferProgress(call, call, null, TransferStage.OK, null));
    client.expectNothingMore();

    client.send(echo("2", "after"));
    assertThat(events(client.untilEnd("after"))).containsExactly("Started", "Reply", "Ended");
  }
}
