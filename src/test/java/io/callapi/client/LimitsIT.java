package io.callapi.client;

import static io.callapi.client.Requests.callEnd;
import static io.callapi.client.Requests.echo;
import static io.callapi.client.Requests.errorCode;
import static io.callapi.client.Requests.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callapi.config.CallApiConfig;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may not do, and who may not be a client. */
class LimitsIT {

  private static void expectLimit(JsonObject reply) {
    assertThat(errorCode(reply)).isEqualTo(-32002);
    assertThat(reply.getJsonObject("error").getJsonObject("data").getInteger("retry_after_ms"))
        .isPositive();
  }

  @Test
  void refusesCommandsOverTheLimitOfTheConnection() {
    try (TestServer server = TestServer.start(TestSettings.of(2, 0))) {
      WsClient client = server.connect();
      WsClient other = server.connect();

      client.send(callEnd("1", "e1", "c1"));
      client.send(callEnd("2", "e2", "c2"));
      assertThat(events(client.next(2))).containsExactly("Started", "Started");
      client.send(callEnd("3", "e3", "c3"));
      expectLimit(client.next());
      other.send(callEnd("1", "e4", "c4"));

      assertThat(events(other.next(1))).containsExactly("Started");
      await().until(() -> server.proxy().actions().size() == 3);
    }
  }

  @Test
  void takesARequestThatIsSentAgainForTheSameAlsoAtTheLimit() {
    try (TestServer server = TestServer.start(TestSettings.of(1, 0))) {
      WsClient client = server.connect();

      client.send(callEnd("1", "e1", "c1"));
      client.send(callEnd("2", "e1", "c1"));
      assertThat(events(client.next(2))).containsExactly("Started", "Started");
      client.send(callEnd("3", "e2", "c2"));

      expectLimit(client.next());
      assertThat(server.proxy().actions()).hasSizeLessThan(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not JSON",
        "17",
        "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"method\":\"nope\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"method\":\"CallEnd\",\"params\":{}}"
      })
  void countsRequestsThatAreNotRightToo(String request) {
    try (TestServer server = TestServer.start(TestSettings.of(1000, 1))) {
      WsClient client = server.connect();

      client.send(request);
      client.send(request);

      assertThat(errorCode(client.next())).isNotEqualTo(-32002);
      expectLimit(client.next());
    }
  }

  @Test
  void doesNotCountCommandsThatHaveEnded() {
    try (TestServer server = TestServer.start(TestSettings.of(1, 0))) {
      WsClient client = server.connect();

      for (int i = 0; i < 5; i++) {
        client.send(echo("" + i, "echo-" + i));
        assertThat(events(client.untilEnd("echo-" + i)))
            .containsExactly("Started", "Reply", "Ended");
      }
    }
  }

  @Test
  void doesNotCountRequestsThatWereRefused() {
    try (TestServer server = TestServer.start(TestSettings.of(2, 0))) {
      WsClient client = server.connect();
      client.send(callEnd("1", "taken", "c1"));
      client.next();

      for (int i = 0; i < 5; i++) {
        client.send(callEnd("2", "taken", "other"));
        assertThat(errorCode(client.next())).isEqualTo(-32001);
      }

      client.send(callEnd("3", "free", "c2"));
      assertThat(events(client.next(1))).containsExactly("Started");
    }
  }

  @Test
  void refusesRequestsOverTheLimitOfASecond() {
    try (TestServer server = TestServer.start(TestSettings.of(1000, 1))) {
      WsClient client = server.connect();

      client.send("[" + echo("1", "a") + "," + echo("2", "b") + "," + echo("3", "c") + "]");

      List<JsonObject> replies = client.nextArray().stream().map(JsonObject.class::cast).toList();
      assertThat(events(replies)).containsExactly("Started");
      assertThat(replies).filteredOn(r -> r.containsKey("error")).hasSize(2);
      replies.stream().filter(r -> r.containsKey("error")).forEach(LimitsIT::expectLimit);
    }
  }

  @Test
  void letsWhatIsPromisedThroughByDefault() {
    assertThat(CallApiConfig.defaults().wsServer().maxRunningCommands())
        .isGreaterThanOrEqualTo(1000);
    assertThat(CallApiConfig.defaults().wsServer().maxRequestsPerSecond())
        .isGreaterThanOrEqualTo(1000);
    assertThat(CallApiConfig.defaults().wsServer().maxFrameSize()).isEqualTo(64 * 1024);
    try (TestServer server = TestServer.start()) {
      WsClient client = server.connect();

      client.send(IntStream.range(0, 100).mapToObj(i -> echo("" + i, "c" + i)).toList().toString());

      assertThat(client.nextArray()).hasSize(100);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example.com",
        "null",
        "",
        "http://127.0.0.1",
        "http://127.0.0.1.evil.example.com",
        "https://desk.example.com.evil.example.com",
        "http://desk.example.com",
        "not a url"
      })
  void refusesBrowsersThatShowAnotherPage(String origin) {
    try (TestServer server = TestServer.start()) {
      assertThatThrownBy(
              () -> server.connect(new WebSocketConnectOptions().addHeader("Origin", origin)))
          .isInstanceOfSatisfying(
              UpgradeRejectedException.class, e -> assertThat(e.getStatus()).isEqualTo(403));
    }
  }

  @Test
  void letsInTheServersOwnPageAndThoseOfTheConfiguration() {
    try (TestServer server = TestServer.start()) {
      for (String origin :
          List.of("http://127.0.0.1:" + server.port(), "https://desk.example.com")) {
        WsClient client = server.connect(new WebSocketConnectOptions().addHeader("Origin", origin));

        client.send(echo("1", "from-" + origin.length()));

        assertThat(client.next().containsKey("result")).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "jsonrpc", "call-api.bearer.some-token-0123456789"})
  void letsInWhateverSubprotocolIsOfferedWhereThereAreNoTokens(String subprotocol) {
    try (TestServer server = TestServer.start()) {
      WebSocketConnectOptions options = new WebSocketConnectOptions();
      if (!subprotocol.isEmpty()) {
        options.addHeader("Sec-WebSocket-Protocol", subprotocol);
      }
      WsClient client = server.connect(options.addHeader("Authorization", "Bearer unknown"));

      client.send(echo("1", "c1"));

      assertThat(client.next().containsKey("result")).isTrue();
    }
  }

  @Test
  void acceptsItsOwnPathOnly() {
    try (TestServer server = TestServer.start()) {
      for (String path : List.of("/call-api/", "/call-apix", "/other")) {
        assertThatThrownBy(() -> server.connect(new WebSocketConnectOptions().setURI(path)))
            .isInstanceOfSatisfying(
                UpgradeRejectedException.class, e -> assertThat(e.getStatus()).isEqualTo(404));
      }
      assertThat(server.connect(new WebSocketConnectOptions().setURI("/call-api?x=1")).isOpen())
          .isTrue();
    }
  }
}
