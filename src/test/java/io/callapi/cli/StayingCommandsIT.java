package io.callapi.cli;

import static io.callapi.cli.FakeServer.event;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.CallApiVerticle;
import io.callapi.config.CallApiConfig;
import io.callapi.simulator.SimulatorOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The commands that use the client for Java: calls, follow, commands, cancel, call --resume. */
class StayingCommandsIT {

  private static final Vertx VERTX = Vertx.vertx();
  private static final CallApiVerticle SERVER =
      new CallApiVerticle(
          CallApiConfig.from(
              new JsonObject()
                  .put("ws_server", new JsonObject().put("port", 0))
                  .put("management", new JsonObject().put("enabled", false))),
          SimulatorOptions.defaults());

  private final CommandLineRun run = new CommandLineRun();

  @BeforeAll
  static void start() throws Exception {
    VERTX.deployVerticle(SERVER).await(30, SECONDS);
  }

  @AfterAll
  static void stop() throws Exception {
    VERTX.close().await(30, SECONDS);
  }

  private int exitCode(String... args) throws Exception {
    String[] all = java.util.Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--url";
    all[args.length + 1] = "ws://localhost:" + SERVER.port().await(10, SECONDS) + "/call-api";
    return run.exitCode(all);
  }

  @Test
  void printsWithResumeWhatCallPrintsWithNumbers() throws Exception {
    assertThat(exitCode("call", "Echo", "a=b", "cmd_id=r", "--resume")).isZero();

    assertThat(run.out().lines())
        .containsExactly(
            "{'jsonrpc':'2.0','id':'1','result':{'cmd_id':'r','event':'Started'}}"
                .replace("'", "\""),
            "{'jsonrpc':'2.0','method':'Echo','params':{'cmd_id':'r','event':'Reply','data':{'a':'b','cmd_id':'r'},'seq':1}}"
                .replace("'", "\""),
            "{'jsonrpc':'2.0','method':'Echo','params':{'cmd_id':'r','event':'Ended','seq':2}}"
                .replace("'", "\""));
  }

  @Test
  void listsCallsAndTheCommandsThatHaveMadeThem() throws Exception {
    exitCode(
        "call", "CallStart", "caller=sip:ann@a.example", "callee=sip:ben@b.example", "cmd_id=s");

    assertThat(exitCode("calls", "--party", "sip:ann@a.example", "--state", "answered")).isZero();
    assertThat(exitCode("commands")).isZero();
    assertThat(exitCode("calls", "--json")).isZero();

    assertThat(run.out().lines())
        .anyMatch(
            line ->
                line.matches("answered +0:\\d\\d  sip:ann@a.example -> sip:ben@b.example  \\S+"))
        .anyMatch(line -> line.matches("ended +\\S+  CallStart +Ended +s"))
        .anyMatch(line -> line.startsWith("{\"callid\":"));
  }

  @Test
  void saysWhyACommandIsNotCancelled() throws Exception {
    assertThat(exitCode("cancel", "no-such-command")).isEqualTo(1);

    assertThat(run.err()).startsWith("-32011 No such command");
  }

  @Test
  void saysThatThereIsNoServer() {
    assertThat(run.exitCode("calls", "--url", "ws://localhost:1/call-api")).isEqualTo(3);

    assertThat(run.err()).startsWith("cannot connect to ws://localhost:1/call-api");
  }

  @Test
  void followsACallToItsEnd() {
    JsonObject call =
        JsonObject.of("callid", "c", "proxy", "p", "state", "answered", "caller", "sip:a@b")
            .put("created", "2026-11-27T18:00:00.000Z")
            .put("answered", "2026-11-27T18:00:00.000Z");
    JsonObject ended = call.copy().put("state", "ended").put("ended", "2026-11-27T18:01:05.000Z");
    FakeServer server =
        FakeServer.start(
            VERTX,
            request ->
                request.getString("method").equals("CallSubscribe")
                    ? List.of(
                        reply(request),
                        notice(request, "Snapshot", JsonObject.of("calls", JsonArray.of(call))),
                        notice(request, "CallEnded", JsonObject.of("call", ended)))
                    : List.of(refusal(request)));

    assertThat(run.exitCode("follow", "c", "--url", server.url())).isZero();

    assertThat(run.out().lines().toList().get(0))
        .startsWith("answered ")
        .endsWith("sip:a@b -> ?  c");
    assertThat(run.out().lines().toList().get(1))
        .matches("CallEnded +ended +1:05  sip:a@b -> \\?  c");
    server.stop();
  }

  private static String reply(JsonObject request) {
    JsonObject result =
        JsonObject.of("cmd_id", request.getJsonObject("params").getString("cmd_id"))
            .put("event", "Started");
    return JsonObject.of("jsonrpc", "2.0", "id", request.getValue("id"), "result", result).encode();
  }

  private static String notice(JsonObject request, String event, JsonObject data) {
    return event("CallSubscribe", event, data)
        .replace("c1", request.getJsonObject("params").getString("cmd_id"));
  }

  private static String refusal(JsonObject request) {
    JsonObject error = JsonObject.of("code", -32601, "message", "Method not found");
    return JsonObject.of("jsonrpc", "2.0", "id", request.getValue("id"), "error", error).encode();
  }
}
