package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callapi.client.tls.TestCertificate;
import io.callapi.client.tls.TlsFiles;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Each alert of conf/alerts.yml is raised by what it is for. */
class AlertsAcceptanceIT {

  private static final Scrape NOTHING = Scrape.read("");

  /** What each test below provokes. */
  private static final Set<String> PROVOKED =
      Set.of(
          "CallApiGone",
          "CallApiRestarted",
          "CallApiNoProxy",
          "CallApiLinkDown",
          "CallApiLinkDegraded",
          "CallApiCommandsRefused",
          "CallApiCommandsTimeOut",
          "CallApiProxyLate",
          "CallApiReplyOverdue",
          "CallApiUnreadableEvents",
          "CallApiEventLoopLate",
          "CallApiConnectionsNearLimit",
          "CallApiConnectionsRefused",
          "CallApiWrongTokens",
          "CallApiCertificateExpires");

  @RegisterExtension final CallApiServer server = CallApiServer.on("3.6.8").watched();
  @TempDir private Path directory;

  @Test
  void areAllProvokedHere() throws Exception {
    assertThat(Alert.all()).extracting(Alert::name).containsExactlyInAnyOrderElementsOf(PROVOKED);
  }

  @Test
  void nameMetricsThatExistAsTheDashboardDoes() throws Exception {
    server.with("ws_server.tls", tls(30));
    Operator operator = operator();
    Set<String> known = operator.scrape().names();
    await().until(() -> operator.scrape().sum("callapi_proxy_requests_total") > 0);
    Set<String> named =
        Alert.all().stream()
            .flatMap(alert -> Expression.metrics(alert.expression()).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    named.remove("up"); // Prometheus' own
    named.remove("callapi_commands_total"); // of the first command on
    named.remove("callapi_command_duration_seconds_count");

    assertThat(known).containsAll(named);
    JsonObject dashboard = new JsonObject(Files.readString(Path.of("conf/grafana-dashboard.json")));
    assertThat(dashboard.getJsonArray("panels")).hasSizeGreaterThan(10);
    String text = dashboard.encode();
    Pattern.compile("callapi_[a-z_]+")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .filter(name -> !name.matches("callapi_command(s_total|_.*)"))
        .forEach(name -> assertThat(known).contains(name));
  }

  @Test
  void areQuietWhileAllIsWellButForTheStart() throws Exception {
    server.client().run("CallStart", phone("alice"), phone("bob")).succeeds();
    Scrape now = operator().scrape();

    assertThat(Alert.all())
        .filteredOn(alert -> !alert.name().equals("CallApiGone") && alert.fires(NOTHING, now))
        .extracting(Alert::name)
        .containsExactly("CallApiRestarted");
  }

  @Test
  void areRaisedWhenTheServerIsGone() throws Exception {
    Operator operator = operator();
    assertThat(gone().fires(NOTHING, up(operator))).isFalse();

    server.stop();

    assertThat(gone().fires(NOTHING, up(operator))).isTrue();
  }

  private static Alert gone() throws IOException {
    return named("CallApiGone");
  }

  /** As Prometheus tells whether it was answered. */
  private static Scrape up(Operator operator) {
    int up;
    try {
      operator.scrape();
      up = 1;
    } catch (RuntimeException e) {
      up = 0;
    }
    return new Scrape(List.of(new Scrape.Sample("up", Map.of("job", "call-api"), up)));
  }

  @Test
  void areRaisedWhenTheProxyIsSilent() throws Exception {
    server.with("mi.max_in_flight", 4);
    Client client = server.client();
    Operator operator = operator();
    Scrape before = operator.scrape();
    server.simulator().pause();
    for (int i = 0; i < 300; i++) {
      client.ask("CallEnd", new JsonObject().put("callid", "unknown" + i));
    }

    raises("CallApiProxyLate", before);
    raises("CallApiLinkDegraded", before);
    raises("CallApiReplyOverdue", before);
    raises("CallApiLinkDown", before);
    raises("CallApiNoProxy", before);
    for (int i = 0; i < 11; i++) {
      JsonObject params =
          new JsonObject().put("caller", phone("alice")).put("callee", phone("bob"));
      assertThat(client.ask("CallStart", params).getJsonObject("error")).isNotNull();
    }
    raises("CallApiCommandsRefused", before);
    server.simulator().resume();
  }

  @Test
  void areRaisedWhenPhonesDoNotAnswer() throws Exception {
    server.with("mi.invite_timeout", "1s");
    Scrape before = operator().scrape();

    server.client().run("CallStart", phone("noanswer"), phone("bob"));

    raises("CallApiCommandsTimeOut", before);
  }

  @Test
  void areRaisedWhenRubbishComesForEvents() throws Exception {
    int port;
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    server.with("events.port", port).client();
    Scrape before = operator().scrape();
    byte[] rubbish = "rubbish".getBytes(StandardCharsets.US_ASCII);

    try (DatagramSocket stranger = new DatagramSocket()) {
      stranger.send(
          new DatagramPacket(rubbish, rubbish.length, InetAddress.getLoopbackAddress(), port));
    }

    raises("CallApiUnreadableEvents", before);
  }

  @Test
  void areRaisedWhenAnEventLoopIsHeldUp() throws Exception {
    Scrape before = operator().scrape();
    CountDownLatch never = new CountDownLatch(1);

    server.vertx().runOnContext(v -> holdUp(never));

    raises("CallApiEventLoopLate", before);
  }

  /** Longer than from one look at the loop to the next, and half a second more. */
  private static void holdUp(CountDownLatch never) {
    try {
      assertThat(never.await(1500, TimeUnit.MILLISECONDS)).isFalse();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void areRaisedWhenThereAreTooManyConnections() throws Exception {
    server.with("ws_server.max_connections", 5);
    Scrape before = operator().scrape();
    for (int i = 0; i < 5; i++) {
      server.newClient();
    }
    raises("CallApiConnectionsNearLimit", before);

    assertThatThrownBy(server::newClient).hasStackTraceContaining("503");

    raises("CallApiConnectionsRefused", before);
  }

  @Test
  void areRaisedWhenSomebodyTriesTokens() throws Exception {
    server.with("ws_server.tokens", new JsonArray().add("0123456789abcdef"));
    Scrape before = operator().scrape();
    URI status = URI.create("http://localhost:" + server.port() + "/status");
    for (int i = 0; i < 11; i++) {
      HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(status).build(), BodyHandlers.discarding());
    }

    raises("CallApiWrongTokens", before);
  }

  @Test
  void areRaisedBeforeTheCertificateEnds() throws Exception {
    server.with("ws_server.tls", tls(13));

    raises("CallApiCertificateExpires", NOTHING);
  }

  private JsonObject tls(int days) throws Exception {
    TlsFiles files = TestCertificate.of("a", directory, "EC", days).into(directory);
    return new JsonObject()
        .put("cert", files.certificate().toString())
        .put("key", files.key().toString());
  }

  private static Alert named(String name) throws IOException {
    return Alert.all().stream().filter(a -> a.name().equals(name)).findFirst().orElseThrow();
  }

  private void raises(String name, Scrape before) throws IOException {
    Alert alert = named(name);
    await()
        .alias(name)
        .atMost(Duration.ofSeconds(15))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> alert.fires(before, operator().scrape()));
  }

  private Operator operator() {
    return new Operator(server.managementPort());
  }
}
