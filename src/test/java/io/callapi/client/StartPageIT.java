package io.callapi.client;

import static io.callapi.client.TestServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.callapi.command.OnDisconnect;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page for browsers, on a server whose WebSocket is not at the usual path. */
class StartPageIT {

  private static final String PATH = "/sip&calls/v1";
  private static final Pattern META = Pattern.compile("name=\"call-api-path\" content=\"(.*?)\"");

  private final TestServer server =
      TestServer.start(
          new ClientSettings(
              "localhost",
              0,
              PATH,
              Set.of(),
              List.of(),
              65_536,
              10,
              0,
              TestSettings.LIMITS,
              TestServer.SHARDS,
              null,
              Callers.NONE),
          OnDisconnect.FINISH);

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/index.html",
        "/style.css",
        "/icon.svg",
        "/call-api.js",
        "/console/main.js",
        "/lib/htm-preact.js"
      })
  void bringsAllThatItUsesAlong(String path) {
    HttpResponse<Buffer> response = get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.bodyAsString())
        .isNotBlank()
        .doesNotContainPattern("(?:src|href)=\"(?:https?:)?//")
        .doesNotContainPattern("(?:from|import) *\\(?['\"][^.]")
        .doesNotContainPattern("url\\(");
    assertThat(response.getHeader("Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
                + " 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    assertThat(response.getHeader("Cache-Control")).isEqualTo("no-cache");
  }

  @Test
  void tellsAPageThatItsOriginIsRefused() {
    HttpResponse<Buffer> response =
        await(
            WebClient.create(server.vertx())
                .post(server.port(), "127.0.0.1", "/sip&calls/v1")
                .putHeader("Origin", "https://elsewhere.example.com")
                .send());

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.bodyAsString()).contains("ws_server.origins");
  }

  @Test
  void connectsToTheConfiguredPath() {
    HttpResponse<Buffer> response = get("/");

    Matcher meta = META.matcher(response.bodyAsString());
    assertThat(response.getHeader("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(meta.find()).isTrue();
    String path = meta.group(1).replace("&amp;", "&");
    assertThat(path).isEqualTo(PATH);
    assertThat(server.connect(new WebSocketConnectOptions().setURI(path)).isOpen()).isTrue();
  }

  private HttpResponse<Buffer> get(String path) {
    return await(WebClient.create(server.vertx()).get(server.port(), "127.0.0.1", path).send());
  }
}
