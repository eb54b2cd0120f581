package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callapi.CallApiVerticle;
import io.callapi.config.CallApiConfig;
import io.callapi.simulator.SimulatorOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What operators and their monitoring can read. */
class MetricsAcceptanceIT {

  private static final String COMMANDS = "callapi_commands_total";

  @RegisterExtension final CallApiServer server = CallApiServer.on("3.6.8").watched();

  @Test
  void countsCommandsByMethodOutcomeAndCause() {
    server.client().run("CallStart", phone("alice"), phone("bob")).succeeds();
    server.client().run("CallStart", phone("busy"), phone("bob"));
    server.client().run("CallEnd", "unknown");

    Scrape scrape = operator().scrape();

    assertThat(scrape.sum(COMMANDS, "method", "CallStart", "outcome", "ok", "cause", ""))
        .isEqualTo(1);
    assertThat(scrape.sum(COMMANDS, "method", "CallStart", "outcome", "failed", "cause", "sip_486"))
        .isEqualTo(1);
    assertThat(scrape.sum(COMMANDS, "method", "CallEnd", "outcome", "failed", "cause", "mi_404"))
        .isEqualTo(1);
  }

  @Test
  void timesEachStageOfACommand() {
    server.client().run("CallStart", phone("alice"), phone("bob")).succeeds();

    Scrape scrape = operator().scrape();

    for (String stage : Set.of("CallerAnswered", "TransferStart", "CalleeAnswered", "Ended")) {
      assertThat(
              scrape.sum(
                  "callapi_command_duration_seconds_count", "method", "CallStart", "stage", stage))
          .as(stage)
          .isEqualTo(1);
    }
    double answered = seconds(scrape, "CallerAnswered");
    assertThat(answered).isPositive();
    assertThat(seconds(scrape, "Ended")).isGreaterThan(answered).isLessThan(20);
  }

  private static double seconds(Scrape scrape, String stage) {
    return scrape.sum(
        "callapi_command_duration_seconds_sum", "method", "CallStart", "stage", stage);
  }

  @Test
  void showsWhatRunsAndWhoIsThere() {
    server.client().start("CallStart", phone("noanswer"), phone("bob"));
    server.newClient();

    Scrape scrape = operator().scrape();

    assertThat(scrape.sum("callapi_commands_running", "proxy", "default")).isEqualTo(1);
    assertThat(scrape.sum("callapi_sessions")).isEqualTo(2);
    assertThat(scrape.sum("callapi_connections")).isEqualTo(2);
    assertThat(scrape.sum("callapi_connections_max")).isPositive();
    assertThat(scrape.sum("callapi_link_usable", "proxy", "default")).isEqualTo(1);
    assertThat(scrape.sum("callapi_link_state", "state", "up")).isEqualTo(1);
    server.simulator().restart();
  }

  @Test
  void countsWhatPassesBetweenItAndTheProxy() {
    server.client().run("CallStart", phone("alice"), phone("bob")).succeeds();

    Scrape scrape = operator().scrape();

    double requests = scrape.sum("callapi_proxy_requests_total", "proxy", "default");
    assertThat(requests).isGreaterThan(5);
    assertThat(scrape.sum("callapi_proxy_round_trip_seconds_count")).isBetween(4.0, requests);
    assertThat(scrape.sum("callapi_proxy_window")).isBetween(4.0, 512.0);
    assertThat(scrape.sum("callapi_proxy_events_total", "kind", "dialog")).isGreaterThan(2);
    assertThat(scrape.sum("callapi_proxy_events_total", "kind", "transfer")).isPositive();
    assertThat(scrape.sum("callapi_proxy_events_total", "kind", "probe")).isPositive();
    assertThat(scrape.names())
        .contains("callapi_proxy_repeats_total", "callapi_proxy_waiting", "callapi_proxy_in_flight")
        .contains(
            "callapi_event_loop_lag_seconds", "jvm_memory_used_bytes", "jvm_threads_live_threads")
        .contains("process_uptime_seconds", "callapi_client_troubles_total");
  }

  @Test
  void documentsEachOfItsOwnMetricsAndNoOther() throws Exception {
    server.client().run("CallStart", phone("alice"), phone("bob")).succeeds();
    String text = Files.readString(Path.of("docs/operations.md"));
    Set<String> documented =
        Pattern.compile("(?m)^\\| `(callapi_[a-z_]+)`")
            .matcher(text)
            .results()
            .map(row -> row.group(1))
            .filter(name -> !name.startsWith("callapi_tls_")) // of a server with TLS
            .collect(Collectors.toCollection(TreeSet::new));

    Set<String> told =
        operator().scrape().names().stream()
            .filter(name -> name.startsWith("callapi_"))
            .map(name -> name.replaceFirst("(_seconds)_(count|sum|bucket|max)$", "$1"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(told).isEqualTo(documented);
  }

  @Test
  void livesAndIsReadyWhileAProxyCanBeUsed() {
    server.client();
    assertThat(operator().get("/health/live").statusCode()).isEqualTo(200);
    assertThat(operator().get("/health/ready").statusCode()).isEqualTo(200);
    server.simulator().pause();

    await()
        .atMost(Duration.ofSeconds(8))
        .until(() -> operator().get("/health/ready").statusCode() == 503);

    assertThat(operator().get("/health/ready").body()).contains("a proxy can be used");
    assertThat(operator().get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void isReadyNoMoreWhenItStops() {
    server.client().start("CallStart", phone("noanswer"), phone("bob"));
    assertThat(operator().get("/health/ready").statusCode()).isEqualTo(200);
    Operator operator = operator();

    var stopping = server.beginToStop();

    assertThat(stopping.isComplete() || operator.get("/health/ready").statusCode() == 503).isTrue();
    CallApiServer.stopped(stopping);
  }

  @Test
  void tellsWhatIsThereAndTakesNothing() {
    assertThat(operator().get("/").statusCode()).isEqualTo(404);
    assertThat(operator().get("/").body()).contains("/metrics");
    assertThat(operator().ask("POST", "/metrics").statusCode()).isEqualTo(405);
  }

  @Test
  void namesTheKeyWhereAnotherServerHasThePort() {
    JsonObject tree =
        new JsonObject()
            .put("ws_server", new JsonObject().put("port", 0))
            .put("management", new JsonObject().put("port", operator().port()));
    CallApiVerticle second =
        new CallApiVerticle(CallApiConfig.from(tree), SimulatorOptions.defaults());

    Vertx vertx = Vertx.vertx();
    try {
      assertThatThrownBy(() -> vertx.deployVerticle(second).await(20, TimeUnit.SECONDS))
          .hasMessageContaining("Cannot listen on tcp:localhost:" + operator().port());
    } finally {
      vertx.close().await();
    }
  }

  private Operator operator() {
    return new Operator(server.managementPort());
  }
}
