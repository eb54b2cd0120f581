package io.callapi.opensips.mi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.callapi.opensips.flow.FlowLimits;
import io.callapi.opensips.flow.Pace;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.junit5.VertxExtension;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to HTTP. */
@ExtendWith(VertxExtension.class)
class HttpMiTest {

  private static final Duration LONG = Duration.ofSeconds(8);
  private static final MiRequest ECHO = MiRequest.once("echo");

  private Vertx vertx;
  private FakeMi peer;
  private FakeHttpMi server;
  private URI address;
  private OnLoop mi;

  @BeforeEach
  void connect(Vertx vertx) throws TimeoutException {
    this.vertx = vertx;
    peer = new FakeMi(vertx);
    server = new FakeHttpMi(vertx, peer, new HttpServerOptions());
    address = OnLoop.await(server.listen(0));
    mi = open(address);
  }

  private OnLoop open(URI address) throws TimeoutException {
    return OnLoop.open(
        vertx,
        () ->
            Future.succeededFuture(
                new HttpMi(vertx, address, null, null, new Pace(FlowLimits.defaults()))));
  }

  @Test
  void keepsOneConnectionAndUsesItForOneRequestAtATime() throws Exception {
    List<Future<MiResult>> calls =
        IntStream.range(0, 20).mapToObj(i -> mi.start(late("late", 5), LONG)).toList();
    for (Future<MiResult> call : calls) {
      OnLoop.await(call);
    }

    assertThat(server.connections()).isEqualTo(1);
    assertThat(peer.requests()).hasSize(20);
  }

  @Test
  void postsJson() throws Exception {
    mi.call(ECHO, LONG);

    HttpServerRequest request = server.requests().get(0);
    assertThat(request.method()).hasToString("POST");
    assertThat(request.path()).isEqualTo("/mi");
    assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
    assertThat(request.getHeader("Content-Length")).isNotNull();
    assertThat(request.getHeader("Authorization")).isNull();
  }

  @Test
  void saysWhoItIs() throws Exception {
    MiSettings settings = new MiSettings(null, address, "user", "pass");
    OnLoop known = OnLoop.open(vertx, () -> MiTransports.open(vertx, settings));
    known.call(ECHO, LONG);

    assertThat(server.requests().get(0).getHeader("Authorization")).isEqualTo("Basic dXNlcjpwYXNz");
  }

  @Test
  void letsWhatIsQuickOvertakeTheInvitesThatWait() throws Exception {
    Future<MiResult> ringing = mi.start(late("t_uac_dlg", 200), LONG);
    Future<MiResult> next = mi.start(late("t_uac_dlg", 1), LONG);
    OnLoop.await(mi.start(ECHO, LONG));
    OnLoop.await(next);

    assertThat(ringing.isComplete()).isTrue();
    assertThat(peer.requests())
        .extracting(request -> request.getString("method"))
        .containsExactly("t_uac_dlg", "echo", "t_uac_dlg");
  }

  @ParameterizedTest
  @ValueSource(strings = {"t_uac_dlg", "dlg_send_sequential"})
  void saysThatItIsOccupiedWhileAPhoneIsWaitedFor(String method) throws Exception {
    Future<MiResult> slow = mi.start(late(method, 100), LONG);
    boolean meanwhile = mi.isOccupied();
    OnLoop.await(slow);

    assertThat(meanwhile).isTrue();
    assertThat(mi.isOccupied()).isFalse();
  }

  @Test
  void refusesAReplyOfTenMegabytesAndGoesOn() throws Exception {
    Throwable tooLong =
        catchThrowable(() -> mi.call(MiRequest.once("long").with("length", 10_000_000), LONG));

    assertThat(tooLong)
        .isInstanceOfSatisfying(
            MiException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(MiException.INTERNAL_ERROR))
        .hasMessageContaining("a reply of more than 2097152 bytes");
    assertThat(mi.call(ECHO, LONG)).isNotNull();
  }

  @Test
  void countsTheWaitAndSendsNothingThatIsTooLate() throws Exception {
    Future<MiResult> ringing = mi.start(late("t_uac_dlg", 400), LONG);
    Throwable waiting = catchThrowable(() -> mi.call(late("t_uac_dlg", 1), Duration.ofMillis(100)));
    OnLoop.await(ringing);
    mi.call(ECHO, LONG);

    assertThat(waiting).isInstanceOf(NoReplyException.class);
    assertThat(peer.requests()).hasSize(2);
  }

  @Test
  void failsAtOnceWhereNobodyListens() throws Exception {
    int nobody = closedPort();
    OnLoop lost = open(URI.create("http://127.0.0.1:" + nobody + "/mi"));
    long started = System.nanoTime();

    assertThatThrownBy(() -> lost.call(ECHO, LONG))
        .isInstanceOf(NoReplyException.class)
        .hasMessageContaining("refused");
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
  }

  private static int closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void connectsAgainToAServerThatComesBack() throws Exception {
    mi.call(ECHO, LONG);
    OnLoop.await(server.close());
    Throwable gone = catchThrowable(() -> mi.call(ECHO, LONG));
    FakeHttpMi again = new FakeHttpMi(vertx, peer, new HttpServerOptions());
    OnLoop.await(again.listen(address.getPort()));

    assertThat(gone).isInstanceOf(NoReplyException.class);
    assertThat(mi.call(ECHO, LONG)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "401, 502, user and password",
    "404, 502, path",
    "413, 502, post_buf_size",
    "302, 502, HTTP 302",
    "500, 500, HTTP 500"
  })
  void saysWhatAnotherStatusMeans(int status, int code, String text) {
    server.answerWith(status);

    assertThatThrownBy(() -> mi.call(ECHO, LONG))
        .isInstanceOfSatisfying(
            MiException.class, refusal -> assertThat(refusal.code()).isEqualTo(code))
        .hasMessageContaining(text);
  }

  @Test
  void doesNotKnowWhatAGatewayHasDone() {
    server.answerWith(504);

    assertThatThrownBy(() -> mi.call(ECHO, LONG))
        .isInstanceOf(NoReplyException.class)
        .hasMessageContaining("HTTP 504");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>hello</html>", "[]", "null", "5", "{}", "{\"id\":null}", "{"})
  void refusesABodyThatIsNoReply(String body) {
    assertThatThrownBy(() -> mi.call(MiRequest.once("say").with("text", body), LONG))
        .isInstanceOf(NoReplyException.class)
        .hasMessageStartingWith("say: ");
  }

  @Test
  void takesANumberForNoIdOfIts() {
    assertThatThrownBy(() -> mi.call(MiRequest.once("number"), LONG))
        .isInstanceOf(NoReplyException.class)
        .hasMessageContaining("another request");
  }

  @Test
  void takesAnErrorWithoutAnIdForItsOwn() {
    String error = "{\"error\":{\"code\":-32700,\"message\":\"Parse error\"},\"id\":null}";

    assertThatThrownBy(() -> mi.call(MiRequest.once("say").with("text", error), LONG))
        .isInstanceOf(MiException.class)
        .hasMessage("-32700 Parse error");
  }

  @Test
  void freesTheConnectionAfterADeadline() throws Exception {
    Throwable silence =
        catchThrowable(() -> mi.call(MiRequest.once("silent"), Duration.ofMillis(100)));
    mi.call(ECHO, LONG);

    assertThat(silence).isInstanceOf(NoReplyException.class);
    await().untilAsserted(() -> assertThat(server.connections()).isEqualTo(2));
  }

  private static MiRequest late(String method, int millis) {
    return MiRequest.once(method).with("ms", millis);
  }
}
