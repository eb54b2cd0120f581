package io.callapi.client;

import static io.callapi.client.TestServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.proxy.LinkQuery;
import io.callapi.proxy.LinkQuery.LinkReport;
import io.callapi.proxy.LinkStatus;
import io.callapi.proxy.LinkStatus.State;
import io.callapi.proxy.ProxyLoad;
import io.callapi.status.StatusVerticle;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator, a load balancer and a foreign web page learn of the service. */
class StatusIT {

  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.123456Z");

  private final TestServer server = TestServer.start();
  private final ProxyLoad load = new ProxyLoad(List.of("default", "west"));

  @BeforeEach
  void deployStatus() {
    await(server.vertx().deployVerticle(new StatusVerticle(List.of("default", "west"), load)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void tellsHowEachProxyIsAndHowItHasBeen() {
    link(State.CONNECTING, "starting");
    assertThat(load.tryAdd("west", 10)).isTrue();

    HttpResponse<Buffer> response = await(get().send());

    JsonObject status = new JsonObject(response.bodyAsString());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.getHeader("Content-Type")).isEqualTo("application/json");
    assertThat(status.getString("version")).isNotBlank();
    assertThat(status.getLong("uptime_s")).isBetween(0L, 60L);
    assertThat(status.getJsonArray("proxies")).hasSize(2);
    assertThat(status.getJsonArray("proxies").getJsonObject(0).getString("state")).isEqualTo("up");
    assertThat(status.getJsonArray("proxies").getJsonObject(1))
        .isEqualTo(
            new JsonObject(
                """
                {"name": "west", "state": "down", "reason": "No reply",
                 "since": "2026-01-02T12:00:00.123Z", "retry_after_ms": 3000, "running_commands": 1,
                 "history": [
                  {"state": "connecting", "reason": "starting",
                   "since": "2026-01-02T12:00:00.123Z"},
                  {"state": "down", "reason": "No reply", "since": "2026-01-02T12:00:00.123Z"}]}
                """));
  }

  /** The proxy "west" is down, and was something else before. */
  private void link(State before, String reason) {
    LinkStatus first = new LinkStatus("west", before, reason, NOON, 1000);
    LinkStatus now = new LinkStatus("west", State.DOWN, "No reply", NOON, 3000);
    LinkReport report = new LinkReport(now, List.of(first, now));
    server.bus().serve(LinkQuery.ADDRESS.of("west"), query -> Future.succeededFuture(report));
  }

  @Test
  void saysSoWhereNothingIsKnownOfAProxy() {
    JsonObject west =
        new JsonObject(await(get().send()).bodyAsString()).getJsonArray("proxies").getJsonObject(1);

    assertThat(west.getString("state")).isEqualTo("down");
    assertThat(west.getString("reason")).contains("does not answer");
  }

  @Test
  void answersLoadBalancersThatAskForNoBody() {
    HttpResponse<Buffer> response = await(request(HttpMethod.HEAD).send());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rebound.example.com", "127.0.0.1.example.com", "localhost.example.com"})
  void refusesAForeignNameThatResolvesToTheLoopbackAddress(String host) {
    HttpResponse<Buffer> response = await(get().virtualHost(host).send());

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.bodyAsString()).contains("Host: localhost").doesNotContain("proxies");
  }

  @Test
  void refusesPagesOfOtherOriginsAndLetsNoneRead() {
    HttpResponse<Buffer> foreign =
        await(get().putHeader("Origin", "https://evil.example.com").send());
    HttpResponse<Buffer> known =
        await(get().putHeader("Origin", "https://desk.example.com").send());

    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(known.statusCode()).isEqualTo(200);
    assertThat(known.headers().names())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
  }

  private HttpRequest<Buffer> get() {
    return request(HttpMethod.GET);
  }

  private HttpRequest<Buffer> request(HttpMethod method) {
    return WebClient.create(server.vertx()).request(method, server.port(), "127.0.0.1", "/status");
  }
}
