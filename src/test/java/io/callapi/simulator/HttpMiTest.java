package io.callapi.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class HttpMiTest {

  private static final String VERSION =
      new JsonObject().put("jsonrpc", "2.0").put("id", "v").put("method", "version").encode();
  private static final HttpOptions HTTP =
      HttpOptions.defaults().withAsyncPoll(Duration.ofMillis(20));
  private static final SimulatorOptions QUICK =
      SimulatorOptions.defaults()
          .withTiming(
              SimulatorTiming.defaults()
                  .withoutDelays()
                  .withTimeouts(Duration.ofMillis(50), Duration.ofMillis(80)));

  private Vertx vertx;
  private HttpClient client;
  private SimulatedOpenSips simulator;

  @BeforeEach
  void start(Vertx vertx) {
    this.vertx = vertx;
    this.client =
        vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(8));
    startWith(HTTP);
  }

  private void startWith(HttpOptions http) {
    simulator = new SimulatedOpenSips(QUICK.withHttp(http));
    vertx.deployVerticle(simulator).await();
  }

  @Test
  void answersRequestsWithJson() {
    HttpClientResponse response = post("/mi", VERSION).await();

    assertThat(response.getHeader("Content-Type")).isEqualTo("application/json");
    assertThat(response.body().await().toJsonObject().getJsonObject("result").getString("Server"))
        .startsWith("OpenSIPS (3.6.8");
  }

  @Test
  void keepsEveryOtherRequestWaitingDuringALongOne() {
    Future<Buffer> call = body(post("/mi", invite("silent")));
    await().until(() -> !simulator.messagesReceived().isEmpty());

    Future<Buffer> next = body(post("/mi", VERSION));
    Future<Boolean> callWasFirst = next.map(answered -> call.isComplete());

    assertThat(callWasFirst.await()).isTrue();
    assertThat(call.await().toString()).contains("408 Request Timeout");
  }

  @Test
  void looksForALateReplyOnlyNowAndThen() {
    startWith(HTTP.withAsyncPoll(Duration.ofMillis(300)));
    long begin = System.nanoTime();

    body(post("/mi", invite("busy"))).await();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(250));
  }

  @Test
  void listsMoreCallsThanADatagramHolds() {
    SipUri alice = new SipUri("sip:alice@127.0.0.1:5070");
    SipUri bob = new SipUri("sip:bob@127.0.0.1:5071");
    Future.all(IntStream.range(0, 80).mapToObj(i -> simulator.placeCall(alice, bob)).toList())
        .await();

    Buffer listed = body(post("/mi", VERSION.replace("version", "dlg_list"))).await();

    assertThat(listed.length()).isGreaterThan(MiServer.MAX_DATAGRAM);
    assertThat(listed.toJsonObject().getJsonObject("result").getJsonArray("Dialogs")).hasSize(80);
  }

  @Test
  void closesTheConnectionUponABodyThatIsTooLongOrOfAnotherType() {
    String tooLong = VERSION.replace("version", "x".repeat(1024));

    assertThatThrownBy(() -> post("/mi", tooLong).await()).hasMessageContaining("closed");
    assertThatThrownBy(() -> post("/mi", VERSION, "text/plain").await())
        .hasMessageContaining("closed");
    assertThat(simulator.messagesReceived()).isEmpty();
  }

  @Test
  void refusesOtherPathsAndMethods() {
    assertThat(post("/", VERSION).await().statusCode()).isEqualTo(400);
    assertThat(
            request(HttpMethod.PUT, "/mi").compose(put -> put.send(VERSION)).await().statusCode())
        .isEqualTo(406);
  }

  @Test
  void wantsTheCredentialsThatAreConfigured() {
    startWith(HTTP.withCredentials("call", "api"));

    assertThat(post("/mi", VERSION).await().statusCode()).isEqualTo(401);
    assertThat(
            request(HttpMethod.POST, "/mi")
                .compose(
                    post ->
                        post.putHeader("Content-Type", "application/json")
                            .putHeader("Authorization", "Basic Y2FsbDphcGk=")
                            .send(VERSION))
                .await()
                .statusCode())
        .isEqualTo(200);
  }

  private static String invite(String user) {
    String phone = "sip:" + user + "@127.0.0.1:5080";
    JsonObject params =
        new JsonObject()
            .put("method", "INVITE")
            .put("ruri", phone)
            .put("headers", "From: <sip:x@127.0.0.1>\r\nTo: <" + phone + ">\r\n");
    return new JsonObject(VERSION).put("method", "t_uac_dlg").put("params", params).encode();
  }

  private Future<HttpClientResponse> post(String path, String body) {
    return post(path, body, "application/json");
  }

  private Future<HttpClientResponse> post(String path, String body, String type) {
    return request(HttpMethod.POST, path)
        .compose(post -> send(post.putHeader("Content-Type", type), body));
  }

  // On the client's own event loop: from here the body could be over before it is asked for.
  private static Future<HttpClientResponse> send(HttpClientRequest request, String body) {
    return request.send(body).compose(response -> response.body().map(response));
  }

  private static Future<Buffer> body(Future<HttpClientResponse> response) {
    return response.compose(HttpClientResponse::body);
  }

  private Future<HttpClientRequest> request(HttpMethod method, String path) {
    return client.request(method, simulator.httpPort(), "127.0.0.1", path);
  }
}
