package io.callapi.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proxy can be steered, frozen, crashed and brought back, and takes what operators need. */
@LiveProxy
class OpenSipsProcessIT {

  private static final Duration SHORT = Duration.ofMillis(300);

  private OpenSipsProcess proxy;

  @BeforeEach
  void takeOver(OpenSipsProcess proxy) {
    this.proxy = proxy;
  }

  @Test
  void tellsItsVersion() {
    assertThat(proxy.version()).startsWith("OpenSIPS (");
  }

  @Test
  void answersOnlyAfterItIsResumed() {
    RawMi mi = new RawMi(proxy.miPort());
    proxy.pause();
    assertThatThrownBy(() -> mi.call("uptime", new JsonObject(), SHORT))
        .isInstanceOf(UncheckedIOException.class);
    proxy.resume();

    assertThat(proxy.mi("uptime").containsKey("result")).isTrue();
  }

  @Test
  void comesBackOnTheSamePortsWithoutItsSubscriptions(EventRecorder events) throws Exception {
    JsonObject subscribed = proxy.mi("subscribers_list");
    proxy.kill();
    proxy.restart();
    JsonObject afterwards = proxy.mi("subscribers_list");
    events.subscribe(proxy);

    assertThat(subscribed.encode()).contains(events.socketName());
    assertThat(afterwards.encode()).doesNotContain(events.socketName());
  }

  @Test
  void acceptsABodyOfSeveralKilobytesOverHttp() throws Exception {
    String request =
        JsonObject.of("jsonrpc", "2.0", "id", "x".repeat(5000), "method", "version").encode();
    URI uri = URI.create("http://" + proxy.host() + ":" + proxy.httpPort() + "/mi");
    String reply =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(uri)
                    .version(HttpClient.Version.HTTP_1_1)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(request))
                    .build(),
                BodyHandlers.ofString())
            .body();

    assertThat(reply).contains("OpenSIPS");
  }
}
