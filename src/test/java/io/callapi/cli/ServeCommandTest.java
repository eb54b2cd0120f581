package io.callapi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.callapi.config.CallApiConfig;
import io.callapi.simulator.SimulatedPhones;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeCommandTest {

  @TempDir private Path directory;

  @Test
  void printsOneReadyLineAndStopsWhenItIsTold() throws Exception {
    FakeProgram program = new FakeProgram();
    CommandLineRun run = new CommandLineRun(program);
    Path file = file("ws_server:\n  host: \"::1\"\n  http_path: /x\n  port: 7\n");
    CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    Thread main =
        new Thread(
            () ->
                exitCode.complete(
                    run.exitCode(
                        "serve", "--config", file.toString(), "--port", "0", "--simulate")));

    main.start();
    await().until(() -> run.out().endsWith("\n"));
    main.interrupt();

    assertThat(exitCode.get()).isZero();
    assertThat(run.out())
        .isEqualToNormalizingNewlines(
            "Listening for JSON-RPC over WebSocket on ws://[::1]:4711/x\n");
    assertThat(program.config.get().wsServer().port()).isZero();
    assertThat(program.simulation.get()).isEqualTo(new Program.Simulation(true, null));
    assertThat(program.stopped).isCompleted();
  }

  @Test
  void listsTheSimulatedPhonesInItsHelp() {
    CommandLineRun run = new CommandLineRun(new FakeProgram());

    assertThat(run.exitCode("serve", "--help")).isZero();

    String help = run.out().replaceAll("\\s+", " ");
    assertThat(SimulatedPhones.rows())
        .allSatisfy(row -> assertThat(help).contains(row.name() + " " + row.does()));
  }

  @Test
  void exitsWith2AndAllErrorsOfTheConfiguration() throws Exception {
    FakeProgram program = new FakeProgram();
    CommandLineRun run = new CommandLineRun(program);
    Path file = file("ws_server:\n  prt: 1\nmi:\n  timeout: x\n");

    assertThat(run.exitCode("serve", "--config", file.toString(), "--port", "http")).isEqualTo(2);
    assertThat(run.err())
        .contains(file + " line 2: ws_server.prt")
        .contains("option --port: ws_server.port")
        .contains(file + " line 4: mi.timeout");
    assertThat(program.config.get()).isNull();
  }

  @Test
  void exitsWith1WhereTheServerCannotStart() throws Exception {
    CommandLineRun run =
        new CommandLineRun((vertx, config, simulation) -> Future.failedFuture("port in use"));

    assertThat(run.exitCode("serve", "--config", file("").toString())).isEqualTo(1);
    assertThat(run.err()).contains("port in use");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void namesItsExitCodesInTheHelp() {
    CommandLineRun run = new CommandLineRun(new FakeProgram());

    assertThat(run.exitCode("serve", "--help")).isZero();

    assertThat(run.out())
        .containsPattern("3 +Out of memory")
        .containsPattern("4 +An event loop was dead or stuck")
        .containsPattern("143 +Stopped");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, ws://127.0.0.1:1/p",
    "0.0.0.0, ws://localhost:1/p",
    "::, ws://localhost:1/p",
    "::1, ws://[::1]:1/p"
  })
  void isReachedByItsOwnMachineWhereverItListens(String host, String url) {
    assertThat(ServerUrl.toConnect(false, host, 1, "/p")).isEqualTo(url);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("c.yml"), text);
  }

  private static final class FakeProgram implements Program {

    private final AtomicReference<CallApiConfig> config = new AtomicReference<>();
    private final AtomicReference<Simulation> simulation = new AtomicReference<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    @Override
    public Future<Server> start(Vertx vertx, CallApiConfig config, Simulation simulation) {
      this.config.set(config);
      this.simulation.set(simulation);
      return Future.succeededFuture(
          new Server() {
            @Override
            public int port() {
              return 4711;
            }

            @Override
            public Future<Void> stop() {
              stopped.complete(null);
              return Future.succeededFuture();
            }
          });
    }
  }
}
