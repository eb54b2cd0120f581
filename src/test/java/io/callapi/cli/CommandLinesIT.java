package io.callapi.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.CallApiVerticle;
import io.callapi.LogLines;
import io.callapi.config.CallApiConfig;
import io.callapi.simulator.SimulatorOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the log says of each command: one line. */
class CommandLinesIT {

  private static final Vertx VERTX = Vertx.vertx();
  private static final CallApiVerticle SERVER =
      new CallApiVerticle(
          CallApiConfig.from(
              new JsonObject()
                  .put("ws_server", new JsonObject().put("port", 0))
                  .put("management", new JsonObject().put("enabled", false))),
          SimulatorOptions.defaults());

  private final LogLines log = new LogLines("io.callapi.commands");

  @BeforeAll
  static void start() throws Exception {
    VERTX.deployVerticle(SERVER).await(30, SECONDS);
  }

  @AfterAll
  static void stop() throws Exception {
    VERTX.close().await(30, SECONDS);
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void saysWhoHasCalledWhomAndHowLongItTook() throws Exception {
    call("CallStart", "cmd_id=one", "caller=sip:alice@a.example", "callee=sip:bob@b.example");

    assertThat(line())
        .matches(
            "CallStart one: ok, [0-9.]+ s; caller=sip:alice@a.example callee=sip:bob@b.example"
                + " proxy=default calls=\\S+ client=127.0.0.1:[0-9]+ session=[0-9a-f-]{36}");
  }

  @Test
  void saysWhyACommandHasFailed() throws Exception {
    call("CallStart", "cmd_id=two", "caller=sip:busy@a.example", "callee=sip:bob@b.example");

    assertThat(line()).startsWith("CallStart two: failed (sip): 486 Busy Here, ");
  }

  @Test
  void namesTheCallThatACommandIsAbout() throws Exception {
    call("CallEnd", "cmd_id=three", "callid=no-such-call");

    assertThat(line())
        .startsWith("CallEnd three: failed (mi): 404 ")
        .contains(" proxy=default calls=no-such-call client=");
  }

  @Test
  void saysWhatWasRefusedAndWhy() throws Exception {
    call("CallStart", "caller=sip:alice@a.example");
    assertThat(line())
        .startsWith("CallStart: refused (server): -32602 Invalid params: ")
        .contains("callee", " client=127.0.0.1:");

    log.clear();
    call("CallFoo", "x=y");
    assertThat(line()).startsWith("CallFoo: refused (server): -32601 Method not found");

    log.clear();
    call("CallStart", "caller=sip:a@a", "callee=sip:b@b", "proxy=none", "cmd_id=four");
    assertThat(line()).startsWith("CallStart four: refused (server): -32602 Invalid params: ");
  }

  private String line() {
    await().until(() -> !log.all().isEmpty());
    assertThat(log.all()).hasSize(1).noneMatch(line -> line.contains("["));
    return log.all().get(0);
  }

  private static void call(String... words) throws Exception {
    int port = SERVER.port().await(10, SECONDS);
    List<String> arguments = new ArrayList<>(List.of("call"));
    arguments.addAll(List.of(words));
    arguments.add("--url=ws://127.0.0.1:" + port + "/call-api");
    new CommandLineRun().exitCode(arguments.toArray(new String[0]));
  }
}
