package io.callapi.acceptance;

import static io.callapi.acceptance.Simulator.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** At any moment an operator can ask what is wrong. */
class StatusAcceptanceIT {

  @RegisterExtension final CallApiServer server = CallApiServer.on("3.6.8");

  @Test
  void tellsWhyTheProxyCannotBeUsedAndAfterwardsWhatHappened() throws Exception {
    server.client();
    assertThat(ask().statusCode()).isEqualTo(200);
    assertThat(proxy().getString("state")).isEqualTo("up");
    server.simulator().pause();

    await().atMost(Duration.ofSeconds(8)).until(() -> ask().statusCode() == 503);

    assertThat(proxy().getString("state")).isEqualTo("down");
    assertThat(proxy().getString("reason")).startsWith("No reply to management requests for 4 s");
    server.simulator().resume();
    await().atMost(Duration.ofSeconds(8)).until(() -> ask().statusCode() == 200);
    assertThat(
            proxy().getJsonArray("history").stream().map(o -> ((JsonObject) o).getString("state")))
        .containsSubsequence("connecting", "up", "down", "up");
  }

  @Test
  void countsTheCommandsThatRunOnTheProxy() throws Exception {
    Run run = server.client().start("CallStart", phone("noanswer"), phone("bob"));

    assertThat(proxy().getInteger("running_commands")).isEqualTo(1);

    server.simulator().restart();
    run.ends();
    await().until(() -> proxy().getInteger("running_commands") == 0);
  }

  private JsonObject proxy() throws IOException, InterruptedException {
    return new JsonObject(ask().body()).getJsonArray("proxies").getJsonObject(0);
  }

  private HttpResponse<String> ask() throws IOException, InterruptedException {
    URI status = URI.create("http://localhost:" + server.port() + "/status");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(status).build(), BodyHandlers.ofString());
  }
}
