package io.callapi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.simulator.HttpOptions;
import io.callapi.simulator.SimulatedOpenSips;
import io.callapi.simulator.SimulatorOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

  @TempDir private Path directory;

  private final CommandLineRun run = new CommandLineRun();

  @Test
  void exitsWith0WhereCommandsWillWork() throws Exception {
    String file = file("");

    assertThat(run.exitCode("doctor", "--config", file, "--simulate-version", "4.0.1")).isZero();

    assertThat(run.out())
        .containsSubsequence(
            "ok       configuration", file, "proxy default", "OpenSIPS 4.0", "events arrive")
        .contains("Commands will work.")
        .doesNotContain("WRONG");
  }

  @Test
  void exitsWith0WhereManagementIsOverHttpAlone() throws Exception {
    Vertx vertx = Vertx.vertx();
    HttpOptions http = HttpOptions.defaults().withPostBufferSize(65_536);
    SimulatedOpenSips proxy = new SimulatedOpenSips(SimulatorOptions.defaults().withHttp(http));
    vertx.deployVerticle(proxy).await();
    String file = file("mi:\n  http_url: http://127.0.0.1:" + proxy.httpPort() + "/mi\n");

    assertThat(run.exitCode("doctor", "--config", file)).isZero();

    assertThat(run.out()).contains("Commands will work.").doesNotContain("WRONG");
    vertx.close().await();
  }

  @Test
  void exitsWith0WhereEventsComeOverTcpAlone() throws Exception {
    String file = file("events:\n  transport: tcp\n");

    assertThat(run.exitCode("doctor", "--config", file, "--simulate-version", "3.6.8")).isZero();

    assertThat(run.out()).contains("at tcp:127.0.0.1:").contains("Commands will work.");
  }

  @Test
  void exitsWith1WhereItCouldNotSeeThatEventsArrive() throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      String file = file("events:\n  port: " + server.getLocalPort() + "\n");

      assertThat(run.exitCode("doctor", "--config", file, "--simulate-version", "3.6.8"))
          .isEqualTo(1);
    }

    assertThat(run.out())
        .contains("Not proven: events arrive, calls become dialogs.")
        .doesNotContain("WRONG");
  }

  @Test
  void printsOneJsonObject() throws Exception {
    run.exitCode("doctor", "--config", file(""), "--simulate-version", "3.6.8", "--json");

    JsonObject report = new JsonObject(run.out());
    JsonArray checks = report.getJsonArray("checks");
    assertThat(report.getBoolean("ok")).isTrue();
    assertThat(report.fieldNames()).containsExactly("ok", "checks");
    assertThat(checks.getJsonObject(0).fieldNames())
        .containsExactly("proxy", "name", "ok", "found", "fix");
    assertThat(checks.getJsonObject(0).getString("name")).isEqualTo("configuration");
  }

  @Test
  void checksEachProxy() throws Exception {
    String file = file("proxies:\n  - name: east\n  - name: west\n");

    assertThat(run.exitCode("doctor", "--config", file, "--simulate-version", "3.6.8")).isZero();

    assertThat(run.out()).containsSubsequence("proxy east", "module tm", "proxy west", "module tm");
  }

  @Test
  void exitsWith1AndTheLineToChangeWhereNothingAnswers() throws Exception {
    int port;
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    String file = file("mi:\n  url: 127.0.0.1:" + port + "\n  timeout: 300ms\n");

    assertThat(run.exitCode("doctor", "--config", file)).isEqualTo(1);

    assertThat(run.out())
        .contains("WRONG    management")
        .contains("nothing answers at udp:127.0.0.1:" + port)
        .contains("\"socket_name\", \"udp:127.0.0.1:" + port + "\"")
        .contains("To be changed: 1.");
  }

  @Test
  void tellsInJsonWhatWasSkipped() throws Exception {
    String file = file("mi:\n  url: 127.0.0.1:9\n  timeout: 100ms\n");

    assertThat(run.exitCode("doctor", "--config", file, "--json")).isEqualTo(1);

    JsonObject version = new JsonObject(run.out()).getJsonArray("checks").getJsonObject(2);
    assertThat(version.getString("name")).isEqualTo("version");
    assertThat(version.getValue("ok")).isNull();
    assertThat(version.getString("found")).isEqualTo("needs: management");
  }

  @Test
  void namesTheModulesOfHttpWhereNothingAnswersThere() throws Exception {
    String file = file("mi:\n  http_url: http://127.0.0.1:9/mi\n  timeout: 300ms\n");

    assertThat(run.exitCode("doctor", "--config", file)).isEqualTo(1);

    assertThat(run.out())
        .contains("nothing answers at http://127.0.0.1:9/mi")
        .contains("loadmodule \"mi_http.so\"")
        .contains("mi.http_url");
  }

  @Test
  void exitsWith2AndEachLineOfAWrongConfiguration() throws Exception {
    String file = file("mi:\n  timeout: x\nsip:\n  url: sip:a\n");

    assertThat(run.exitCode("doctor", "--config", file)).isEqualTo(2);

    assertThat(run.out())
        .contains("WRONG    configuration")
        .contains(file + " line 2: mi.timeout")
        .contains(file + " line 4: sip.url");
  }

  @Test
  void exitsWith2WhereTheConfigurationCannotBeReadOrTheOptionsAreWrong() throws Exception {
    String none = directory.resolve("none.yml").toString();

    assertThat(run.exitCode("doctor", "--config", none)).isEqualTo(2);
    assertThat(run.exitCode("doctor", "--simulate-version", "x", "--config", file("")))
        .isEqualTo(2);
    assertThat(run.exitCode("doctor", "--jsn")).isEqualTo(2);
  }

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("c.yml"), text).toString();
  }
}
