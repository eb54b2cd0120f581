package io.callapi.cli;

import static io.callapi.cli.FakeServer.event;
import static io.callapi.cli.FakeServer.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class CallCommandTest {

  private final CommandLineRun run = new CommandLineRun();
  private Vertx vertx;

  @BeforeEach
  void use(Vertx vertx) {
    this.vertx = vertx;
  }

  @Test
  void printsEachMessageOnALineAndExitsWith0AfterEnded() {
    FakeServer server = echo();

    int exitCode = run.exitCode("call", "Echo", "a=b", "--url", server.url());

    assertThat(exitCode).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            started(server.request()),
            event("Echo", "Reply", new JsonObject().put("a", "b")),
            event("Echo", "Ended", null));
    assertThat(server.paths()).containsExactly("/call-api");
  }

  @Test
  void sendsParametersAsTextsSplitAtTheFirstEqualsSign() {
    FakeServer server = echo();

    run.exitCode("call", "Echo", "uri=sip:a@b;x=y", "n=1", "empty=", "--url", server.url());

    assertThat(server.request())
        .isEqualTo(
            new JsonObject(
                """
                {"jsonrpc":"2.0","id":"1","method":"Echo",
                 "params":{"uri":"sip:a@b;x=y","n":"1","empty":""}}"""));
  }

  @Test
  void sendsNumbersWhereTheMethodTakesThem() {
    FakeServer server = FakeServer.start(vertx, request -> List.of("{\"id\":\"1\",\"error\":{}}"));

    run.exitCode("call", "CallList", "limit=10", "party=1", "--url", server.url());

    assertThat(server.request().getJsonObject("params"))
        .isEqualTo(new JsonObject().put("limit", 10).put("party", "1"));
  }

  @Test
  void addsPairsToParametersGivenAsJson() {
    FakeServer server = echo();

    run.exitCode(
        "call",
        "Echo",
        "a=2",
        "--params",
        "{\"a\":1,\"b\":[1]}",
        "--id",
        "x",
        "--url",
        server.url());

    assertThat(server.request().getValue("id")).isEqualTo("x");
    assertThat(server.request().getJsonObject("params"))
        .isEqualTo(new JsonObject().put("a", "2").put("b", new JsonArray().add(1)));
  }

  @Test
  void sendsJsonThatIsNoObjectAsItIs() {
    FakeServer server = FakeServer.start(vertx, request -> List.of("{\"id\":\"1\",\"error\":{}}"));

    run.exitCode("call", "Echo", "--params", "[1]", "--url", server.url());

    assertThat(server.request().getValue("params")).isEqualTo(new JsonArray().add(1));
  }

  @Test
  void leavesParametersOutWhereNoneAreGiven() {
    FakeServer server = echo();

    run.exitCode("call", "Echo", "--url", server.url());

    assertThat(server.request().containsKey("params")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"call ", ""})
  void takesTheOptionsOfTheReferenceClient(String subcommand) {
    FakeServer server = echo();
    String args =
        subcommand
            + "-method Echo -params {\"a\":\"b\"} -wshost localhost -id 7 -wsport "
            + server.port();

    assertThat(run.exitCode(args.split(" "))).isZero();
    assertThat(server.request())
        .isEqualTo(
            new JsonObject(
                """
                {"jsonrpc":"2.0","id":"7","method":"Echo","params":{"a":"b"}}"""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-config FILE -method Echo",
        "-config=FILE -method=Echo",
        "call Echo --config FILE"
      })
  void findsTheServerInTheConfiguration(String args, @TempDir Path directory) throws Exception {
    FakeServer server = echo();
    Path file = directory.resolve("c.yml");
    Files.writeString(
        file, "ws_server:\n  port: %d\n  http_path: /other\n".formatted(server.port()));

    assertThat(run.exitCode(args.replace("FILE", file.toString()).split(" "))).isZero();
    assertThat(server.paths()).containsExactly("/other");
  }

  @Test
  void showsTheTokenThatItIsGiven() {
    FakeServer server = echo();

    run.exitCode("call", "Echo", "--token", "a.b-c_d~e+f/g=", "--url", server.url());

    assertThat(server.authorizations()).containsExactly("Bearer a.b-c_d~e+f/g=");
  }

  @ParameterizedTest
  @CsvSource({
    "'', Bearer first-0123456789",
    "--token other, Bearer other",
    "-wshost 127.0.0.1, ''",
    "-wsport PORT, Bearer first-0123456789",
    "--url ws://127.0.0.1:PORT/call-api, ''"
  })
  void showsTheFirstTokenOfTheConfigurationToTheHostThatThisNames(
      String options, String header, @TempDir Path directory) throws Exception {
    FakeServer server = echo();
    Path file = directory.resolve("c.yml");
    Files.writeString(
        file,
        "ws_server:\n  port: %d\n  tokens: [first-0123456789, second-0123456789]\n"
            .formatted(server.port()));
    String args = "call Echo --config %s %s".formatted(file, options);

    run.exitCode(args.replace("PORT", String.valueOf(server.port())).strip().split(" "));

    assertThat(server.authorizations()).as(run.err()).containsExactly(header);
  }

  @Test
  void exitsWith3WhereTheServerDoesNotAcceptTheToken() {
    String url = FakeServer.startClosed(vertx).url();

    assertThat(run.exitCode("call", "Echo", "--token", "s3cret", "--url", url)).isEqualTo(3);
    assertThat(run.err()).contains("does not accept the access token").doesNotContain("s3cret");
    assertThat(run.exitCode("call", "Echo", "--url", url)).isEqualTo(3);
    assertThat(run.err()).contains("CALLAPI_TOKEN");
  }

  @Test
  void exitsWith1AfterAnErrorEventButOnlyOnceItHasEnded() {
    FakeServer server =
        FakeServer.start(
            vertx,
            request ->
                List.of(
                    started(request),
                    event("CallStart", "Error", "486 Busy Here"),
                    event("CallStart", "Ended", null)));

    int exitCode = run.exitCode("call", "CallStart", "--url", server.url());

    assertThat(exitCode).as(run.err()).isEqualTo(1);
    assertThat(run.out().lines()).hasSize(3).last().asString().contains("Ended");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1\"", "null"})
  void exitsWith1AfterAnErrorReply(String id) {
    String reply = "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":-32601}}".formatted(id);
    FakeServer server = FakeServer.start(vertx, request -> List.of(reply));

    assertThat(run.exitCode("call", "Nothing", "--url", server.url())).isEqualTo(1);
    assertThat(run.out().strip()).isEqualTo(reply);
  }

  @Test
  void keepsConnectingWhenGarbageIsCollectedMeanwhile() {
    // Vert.x closes a client that nobody holds.
    FakeServer server =
        FakeServer.startSlow(vertx, System::gc, request -> List.of(event("Echo", "Ended", null)));

    int exitCode = run.exitCode("call", "Echo", "--url", server.url());

    assertThat(exitCode).as(run.err()).isZero();
  }

  @Test
  void putsAMessageOfSeveralLinesOnOne() {
    FakeServer server = FakeServer.start(vertx, request -> List.of("{\n\"error\":\r\n1}"));

    run.exitCode("call", "Echo", "--url", server.url());

    assertThat(run.out().lines()).containsExactly("{ \"error\": 1}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "call",
        "call --url ws://localhost:1",
        "call Echo a",
        "call Echo =a",
        "call Echo --params {",
        "call Echo a=b --params [1]",
        "call Echo --url localhost:5059",
        "call Echo --url http://localhost",
        "call Echo --token s3cret; --url ws://localhost:1",
        "call Echo --token= --url ws://localhost:1",
        "call Echo --colour red",
        "call Echo -wsport x",
        "call Echo -wsport 0",
        "call Echo --config absent.yml",
        "-params {}",
        "shout",
        "--colour",
        ""
      })
  void exitsWith2ForWrongUsage(String args) {
    assertThat(run.exitCode(args.isEmpty() ? new String[0] : args.split(" "))).isEqualTo(2);
    assertThat(run.err()).isNotBlank().doesNotContain("s3cret");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void exitsWith3WhereNobodyListens() {
    FakeServer server = echo();
    String closed = server.url();
    server.stop();

    assertThat(run.exitCode("call", "Echo", "--url", closed)).isEqualTo(3);
    assertThat(run.err()).contains("cannot connect to " + closed);
  }

  @Test
  void exitsWith3WhereTheConnectionIsLostBeforeTheEnd() {
    FakeServer server =
        FakeServer.start(vertx, request -> List.of(started(request), FakeServer.CLOSE));

    assertThat(run.exitCode("call", "Echo", "--url", server.url())).isEqualTo(3);
    assertThat(run.err()).contains("lost");
    assertThat(run.out().lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-v", "-V"})
  void printsItsVersion(String option) {
    assertThat(run.exitCode(option)).isZero();
    assertThat(run.out()).startsWith("call-api ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "call --help", "serve -h", "demo --help", "cmd --help"})
  void printsHelp(String args) {
    assertThat(run.exitCode(args.split(" "))).isZero();
    assertThat(run.out()).contains("Usage:");
  }

  private FakeServer echo() {
    return FakeServer.start(
        vertx,
        request ->
            List.of(
                started(request),
                event("Echo", "Reply", request.getValue("params")),
                event("Echo", "Ended", null)));
  }
}
