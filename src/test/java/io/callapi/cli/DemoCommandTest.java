package io.callapi.cli;

import static io.callapi.cli.FakeServer.event;
import static io.callapi.cli.FakeServer.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(VertxExtension.class)
class DemoCommandTest {

  private static final JsonObject CALLER = new JsonObject().put("leg", "caller");
  private static final JsonObject CALLEE = new JsonObject().put("leg", "callee");

  private final List<JsonObject> requests = new ArrayList<>();
  private Vertx vertx;

  @BeforeEach
  void use(Vertx vertx) {
    this.vertx = vertx;
  }

  @Test
  void passesWhereEveryStepComesOutAsExpected() {
    CommandLineRun run = new CommandLineRun();

    int exitCode = run.exitCode("demo", "--domain", "h", "--url", server(line -> line).url());

    assertThat(exitCode).as(run.out()).isZero();
    assertThat(run.out().lines().filter("   PASS"::equals)).hasSize(8);
    assertThat(run.out().lines()).last().isEqualTo("PASS: 8 of 8 steps came out as expected.");
    assertThat(run.out())
        .contains("1. Alice calls Bob")
        .contains("->            CallStart caller=sip:alice@h callee=sip:bob@h")
        .containsPattern("<- +\\d+ ms  CalleeAnswered +callid=id-1")
        .contains("code=486");
  }

  @Test
  void handsTheCallOfOneStepOnToTheNext() {
    new CommandLineRun().exitCode("demo", "--url", server(line -> line).url());

    assertThat(params("CallBlindTransfer").getString("callid")).isEqualTo("id-1");
    assertThat(params("CallAttendedTransfer"))
        .isEqualTo(
            new JsonObject()
                .put("callidA", "id-4")
                .put("legA", "callee")
                .put("callidB", "id-5")
                .put("legB", "callee"));
    assertThat(params("CallEnd").getString("callid")).isEqualTo("id-6");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      "event":"CallerAnswered"   | "event":"CalleeAnswered"  | expected the order: Started CallerAnswered
      "leg":"callee"             | "leg":"caller"            | expected CallHoldStart for caller and callee
      CallUnholdSuccessful       | CallUnholdFailed          | expected the order: Started CallUnholding
      TransferSuccessful         | TransferPending           | expected the order: Started Transferring
      "code":486                 | "code":480                | expected the error 486
      "event":"Transferring"     | "event":"Ended"           | expected the order
      """)
  void failsWithWhatIsExpectedWhereAnEventIsWrong(String from, String to, String complaint) {
    CommandLineRun run = new CommandLineRun();

    int exitCode = run.exitCode("demo", "--url", server(line -> line.replace(from, to)).url());

    assertThat(exitCode).isEqualTo(1);
    assertThat(run.out()).contains("   FAIL " + complaint);
    assertThat(run.out().lines()).last().asString().startsWith("FAIL: ");
  }

  @Test
  void goesOnAfterAnErrorReply() {
    FakeServer server =
        FakeServer.start(vertx, request -> List.of("{\"error\":{\"code\":-32602}}"));
    CommandLineRun run = new CommandLineRun();

    assertThat(run.exitCode("demo", "--url", server.url())).isEqualTo(1);
    assertThat(run.out().lines().filter(line -> line.contains("FAIL expected"))).hasSize(8);
    assertThat(run.out()).contains("error {\"code\":-32602}");
  }

  @Test
  void exitsWith3WhereTheConnectionIsLost() {
    FakeServer server = FakeServer.start(vertx, request -> List.of(FakeServer.CLOSE));
    CommandLineRun run = new CommandLineRun();

    assertThat(run.exitCode("demo", "--url", server.url())).isEqualTo(3);
    assertThat(run.out().lines()).last().asString().startsWith("FAIL: 0 of 8");
  }

  @Test
  void startsASimulatedServerOfItsOwnWithoutAUrl() {
    FakeServer server = server(line -> line);
    AtomicReference<Program.Simulation> simulation = new AtomicReference<>();
    CommandLineRun run =
        new CommandLineRun(
            (own, config, simulated) -> {
              simulation.set(simulated);
              assertThat(config.wsServer().port()).isZero();
              return Future.succeededFuture(running(server));
            });

    assertThat(run.exitCode("demo", "--simulate-version", "4.0")).as(run.err()).isZero();
    assertThat(simulation.get()).isEqualTo(new Program.Simulation(true, "4.0"));
  }

  @Test
  void runsOneCommandWithoutAServer() {
    FakeServer server = server(line -> line);
    CommandLineRun run =
        new CommandLineRun((own, config, simulated) -> Future.succeededFuture(running(server)));

    assertThat(run.exitCode("cmd", "CallEnd", "callid=x")).as(run.err()).isZero();
    assertThat(run.out().lines()).hasSize(2);
    assertThat(params("CallEnd").getString("callid")).isEqualTo("x");
  }

  @Test
  void showsAServerTheTokenThatItIsGiven() {
    FakeServer server = server(line -> line);

    new CommandLineRun().exitCode("demo", "--token", "abc", "--url", server.url());

    assertThat(server.authorizations()).containsExactly("Bearer abc");
  }

  private static Program.Server running(FakeServer server) {
    return new Program.Server() {
      @Override
      public int port() {
        return server.port();
      }

      @Override
      public Future<Void> stop() {
        return Future.succeededFuture();
      }
    };
  }

  private JsonObject params(String method) {
    return requests.stream()
        .filter(request -> request.getString("method").equals(method))
        .findFirst()
        .orElseThrow()
        .getJsonObject("params");
  }

  private FakeServer server(UnaryOperator<String> change) {
    return FakeServer.start(
        vertx,
        request -> {
          requests.add(request);
          List<String> lines = new ArrayList<>(List.of(started(request)));
          lines.addAll(events(request.getString("method"), request.getJsonObject("params")));
          lines.add(event(request.getString("method"), "Ended", null));
          return lines.stream().map(change).toList();
        });
  }

  private List<String> events(String method, JsonObject params) {
    return switch (method) {
      case "CallStart" -> callStart(method, params.getString("callee").contains("busy"));
      case "CallHold" -> // side by side
          List.of(
              event(method, "CallHolding", null),
              event(method, "CallHoldStart", CALLER),
              event(method, "CallHoldStart", CALLEE),
              event(method, "CallHoldSuccessful", CALLEE),
              event(method, "CallHoldSuccessful", CALLER));
      case "CallUnhold" -> // one after the other
          List.of(
              event(method, "CallUnholding", null),
              event(method, "CallUnholdStart", CALLEE),
              event(method, "CallUnholdSuccessful", CALLEE),
              event(method, "CallUnholdStart", CALLER),
              event(method, "CallUnholdSuccessful", CALLER));
      case "CallBlindTransfer", "CallAttendedTransfer" ->
          List.of(
              event(method, "Transferring", null),
              event(method, "TransferStart", call()),
              event(method, "TransferPending", call()),
              event(method, "TransferPending", call()),
              event(method, "TransferSuccessful", call()));
      default -> List.of();
    };
  }

  private List<String> callStart(String method, boolean busy) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                event(method, "CallerAnswered", new JsonObject()),
                event(method, "Transferring", new JsonObject()),
                event(method, "TransferStart", call())));
    lines.add(busy ? busy(method) : event(method, "CalleeAnswered", call()));
    return lines;
  }

  /** A call named after the request that made it. */
  private JsonObject call() {
    return new JsonObject().put("callid", "id-" + requests.size());
  }

  private static String busy(String method) {
    JsonObject message = new JsonObject(event(method, "Error", "486 Busy Here"));
    message
        .getJsonObject("params")
        .put("cause", new JsonObject("{\"source\":\"sip\",\"code\":486,\"reason\":\"Busy Here\"}"));
    return message.encode();
  }
}
