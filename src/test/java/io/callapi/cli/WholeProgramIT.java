package io.callapi.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.simulator.SimulatedOpenSips;
import io.callapi.simulator.SimulatorOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The subcommands that bring a server along, with the real one behind them. */
class WholeProgramIT {

  @TempDir private Path directory;

  private final Vertx vertx = Vertx.vertx();
  private final SimulatedOpenSips proxy = new SimulatedOpenSips(SimulatorOptions.defaults());
  private final CommandLineRun run = new CommandLineRun(new CallApiServer());

  @BeforeEach
  void startProxy() throws Exception {
    vertx.deployVerticle(proxy).await(10, SECONDS);
  }

  @AfterEach
  void stopProxy() throws Exception {
    vertx.close().await(10, SECONDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.6.8", "4.0.1"})
  void showsEveryStepOfTheDemonstrationAsExpected(String version) throws Exception {
    int exitCode =
        run.exitCode(
            "demo", "--simulate-version", version, "--config", configuration("").toString());

    assertThat(exitCode).as(run.out()).isZero();
    assertThat(run.out().lines()).last().isEqualTo("PASS: 8 of 8 steps came out as expected.");
  }

  @Test
  void startsACallStraightAtTheProxy() throws Exception {
    int exitCode =
        cmd("", "CallStart", "caller=sip:alice@example.com", "callee=sip:bob@example.com");

    assertThat(exitCode).as(run.err() + run.out()).isZero();
    assertThat(events())
        .startsWith("Started", "CallerAnswered")
        .endsWith("CalleeAnswered", "Ended");
    assertThat(proxy.dialogs()).hasSize(1);
    assertThat(proxy.subscribers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "cmd Echo a=b"})
  void getsIntoAServerOfItsOwnThatHasTokens(String args) throws Exception {
    Path file = configuration("ws_server:\n  tokens: [0123456789abcdef]\n");

    assertThat(run.exitCode((args + " --config " + file).split(" "))).as(run.err()).isZero();
  }

  @Test
  void saysThatTheProxyDoesNotKnowTheCall() throws Exception {
    assertThat(cmd("", "CallEnd", "callid=unknown")).as(run.err()).isEqualTo(1);

    assertThat(events()).containsExactly("Started", "Error", "Ended");
    assertThat(run.out()).contains("404 Requested Dialog not found");
  }

  @Test
  void runsACommandBesideAServerThatHasThePortForEvents() throws Exception {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramSocket server = new DatagramSocket(0, loopback)) {
      String events = "events:\n  host: 127.0.0.1\n  port: " + server.getLocalPort() + "\n";

      int exitCode =
          cmd(events, "CallStart", "caller=sip:alice@example.com", "callee=sip:bob@example.com");

      assertThat(exitCode).as(run.err() + run.out()).isZero();
    }
  }

  private int cmd(String settings, String... request) throws IOException {
    String[] words = new String[request.length + 3];
    words[0] = "cmd";
    words[1] = "--config";
    words[2] = configuration(settings).toString();
    System.arraycopy(request, 0, words, 3, request.length);
    return run.exitCode(words);
  }

  private Path configuration(String settings) throws IOException {
    String text =
        "mi:\n  url: 127.0.0.1:%d\nsip:\n  uri: sip:127.0.0.1:5060\n%s"
            .formatted(proxy.miPort(), settings);
    return Files.writeString(directory.resolve("call-api.yml"), text);
  }

  private List<String> events() {
    return run.out().lines().map(JsonObject::new).map(Messages::event).toList();
  }
}
