package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.CallApiVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root as {@code vertx run} deploys and stops it. */
class VertxRunAcceptanceIT {

  private static final JsonObject SETTINGS =
      new JsonObject()
          .put("simulate", true)
          .put("ws_server", new JsonObject().put("port", 0))
          .put("management", new JsonObject().put("enabled", false))
          .put("deadlines", new JsonObject().put("stop", "200ms"))
          .put("log", new JsonObject().put("level", "WARN"));

  private final Vertx vertx = Vertx.vertx();
  private final Vertx clients = Vertx.vertx();
  private final CallApiVerticle root = new CallApiVerticle();
  private final ch.qos.logback.classic.Logger log =
      (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final ch.qos.logback.classic.Level levelBefore = log.getLevel();

  @SuppressWarnings("NullAway.Init") // connected before each test
  private Client client;

  private String deployment = "";

  @BeforeEach
  void deploy() throws Exception {
    DeploymentOptions options = new DeploymentOptions().setConfig(SETTINGS);
    deployment = vertx.deployVerticle(root, options).await(20, SECONDS);
    client = Client.connect(clients, root.port().await(10, SECONDS));
  }

  @AfterEach
  void close() throws Exception {
    log.setLevel(levelBefore);
    vertx.close().await(20, SECONDS);
    clients.close().await(20, SECONDS);
  }

  @Test
  void logsAsTheConfigurationSays() {
    assertThat(log.getLevel().toString()).isEqualTo("WARN");
  }

  @Test
  void endsRunningCommandsWhileTheProxyIsThereIfItIsUndeployed() throws Exception {
    endsRunningCommands(v -> v.undeploy(deployment));

    assertThat(vertx.deploymentIDs()).isEmpty();
  }

  @Test
  void endsRunningCommandsWhileTheProxyIsThereIfVertxCloses() throws Exception {
    endsRunningCommands(Vertx::close);
  }

  private void endsRunningCommands(Function<Vertx, Future<Void>> stop) throws Exception {
    Run ringing = client.start("CallStart", phone("alice"), phone("noanswer"));
    ringing.reaches("TransferPending");

    stop.apply(vertx).await(20, SECONDS);

    assertThat(client.closeCode()).isEqualTo((short) 1001);
    assertThat(ringing.failure()).map(Failure::reason).contains("The server is stopping");
    assertThat(ringing.ends().events()).endsWith("Error", "Ended");
  }

  @Test
  void canBeDeployedAgain() throws Exception {
    vertx.undeploy(deployment).await(20, SECONDS);

    CallApiVerticle again = new CallApiVerticle();
    vertx.deployVerticle(again, new DeploymentOptions().setConfig(SETTINGS)).await(20, SECONDS);
    Client other = Client.connect(clients, again.port().await(10, SECONDS));

    other.run("CallStart", phone("alice"), phone("bob")).succeeds();
  }
}
