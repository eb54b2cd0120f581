package io.callapi.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callapi.CallApiVerticle;
import io.callapi.client.tls.TestCertificate;
import io.callapi.client.tls.TlsFiles;
import io.callapi.config.CallApiConfig;
import io.callapi.config.ConfigException;
import io.callapi.simulator.SimulatorOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clients of the command line with a server that speaks TLS. */
class TlsClientIT {

  private final Vertx vertx = Vertx.vertx();
  private final CommandLineRun run = new CommandLineRun();
  @TempDir private Path directory;
  private int port;

  @SuppressWarnings("NullAway.Init") // made before each test
  private TlsFiles files;

  @BeforeEach
  void serve() throws Exception {
    files = TestCertificate.of("call.example.com", directory).into(directory);
    port = start(vertx, files);
  }

  private static int start(Vertx vertx, TlsFiles its) throws Exception {
    JsonObject tls =
        new JsonObject().put("cert", its.certificate().toString()).put("key", its.key().toString());
    JsonObject tree =
        new JsonObject()
            .put("ws_server", new JsonObject().put("port", 0).put("tls", tls))
            .put("management", new JsonObject().put("enabled", false));
    CallApiVerticle server =
        new CallApiVerticle(CallApiConfig.from(tree), SimulatorOptions.defaults());
    vertx.deployVerticle(server).await(20, SECONDS);
    return server.port().await(20, SECONDS);
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void trustAnAuthorityThatTheyAreTold() {
    String url = "wss://localhost:" + port + "/call-api";
    String ca = files.certificate().toString();

    assertThat(run.exitCode("call", "Echo", "text=a", "--url", url, "--ca", ca))
        .as(run.err())
        .isZero();
    assertThat(run.exitCode("status", "--url", url, "--ca", ca)).as(run.err()).isZero();
  }

  @Test
  void trustNobodyElse() {
    String url = "wss://localhost:" + port + "/call-api";

    assertThat(run.exitCode("call", "Echo", "text=a", "--url", url)).isEqualTo(3);

    assertThat(run.err()).contains("cannot connect to " + url);
  }

  @Test
  void trustTheServerOfTheConfigurationByItsCertificate() throws Exception {
    Path config = configuration(files.certificate());

    assertThat(run.exitCode("call", "Echo", "text=a", "--config", config.toString()))
        .as(run.err())
        .isZero();
    assertThat(run.exitCode("status", "--config", config.toString())).as(run.err()).isZero();
  }

  @Test
  void trustNoOtherServerThere() throws Exception {
    Path there = Files.createDirectory(directory.resolve("other"));
    TlsFiles others = TestCertificate.of("other", there).into(there);

    int exitCode =
        run.exitCode(
            "call", "Echo", "text=a", "--config", configuration(others.certificate()).toString());

    assertThat(exitCode).isEqualTo(3);
  }

  @Test
  void refuseAFileOfAuthoritiesThatIsNotThere() {
    assertThat(run.exitCode("call", "Echo", "--url", "wss://localhost/x", "--ca", "/none"))
        .isEqualTo(2);
    assertThat(run.err()).contains("--ca: is not a file that can be read: /none");
  }

  @Test
  void areToldByTheServerWhichKeyIsWrong() {
    TlsFiles wrong = new TlsFiles(files.certificate(), directory.resolve("none"));

    Vertx another = Vertx.vertx();
    try {
      assertThatThrownBy(() -> start(another, wrong))
          .isInstanceOf(ConfigException.class)
          .hasMessage("ws_server.tls.key is not there: " + directory.resolve("none"));
    } finally {
      another.close().await();
    }
  }

  private Path configuration(Path certificate) throws Exception {
    return Files.writeString(
        directory.resolve("call-api.yml"),
        "ws_server:\n  port: %d\n  tls: {cert: %s, key: %s}\n"
            .formatted(port, certificate, files.key()));
  }
}
