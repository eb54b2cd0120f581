package io.callapi.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two nodes in one process: a client that has lost the one comes back by way of the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionsClusterIT {

  private final LoopbackCluster cluster = new LoopbackCluster(2);
  private final Vertx clients = Vertx.vertx();

  @SuppressWarnings("NullAway.Init") // started before the tests
  private String here;

  @SuppressWarnings("NullAway.Init")
  private String there;

  @BeforeAll
  void startTwoNodes() throws Exception {
    here = LoopbackCluster.serve(cluster.join(), LoopbackCluster.withSecret());
    there = LoopbackCluster.serve(cluster.join(), LoopbackCluster.withSecret());
  }

  @AfterAll
  void stop() throws TimeoutException {
    clients.close().await(10, SECONDS);
    cluster.leave();
  }

  /** A connection to one of the nodes. */
  private final class Peer {

    private final WebSocketClient sockets =
        clients.createWebSocketClient(
            new WebSocketClientOptions().setMaxFrameSize(1 << 24).setMaxMessageSize(1 << 24));
    private final BlockingQueue<JsonObject> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Short> closed = new CompletableFuture<>();
    private final WebSocket socket;

    Peer(String url) throws TimeoutException {
      String port = url.replaceAll("^ws://localhost:(\\d+)/.*", "$1");
      socket =
          sockets
              .connect(Integer.parseInt(port), "localhost", "/call-api")
              .map(this::listening)
              .await(10, SECONDS);
    }

    private WebSocket listening(WebSocket connected) {
      connected.textMessageHandler(text -> received.add(new JsonObject(text)));
      connected.closeHandler(v -> closed.complete(connected.closeStatusCode()));
      return connected;
    }

    void send(String id, String method, JsonObject params) {
      socket.writeTextMessage(
          JsonObject.of("jsonrpc", "2.0", "id", id, "method", method, "params", params).encode());
    }

    JsonObject next() throws InterruptedException {
      JsonObject message = received.poll(10, SECONDS);
      assertThat(message).isNotNull();
      return message;
    }

    JsonObject ask(String method, JsonObject params) throws InterruptedException {
      send(method, method, params);
      return next();
    }

    /** The notifications up to that number. */
    List<JsonObject> until(long seq) throws InterruptedException {
      List<JsonObject> all = new ArrayList<>();
      JsonObject params;
      do {
        params = next().getJsonObject("params");
        if (params != null) {
          all.add(params);
        }
      } while (params == null || params.getLong("seq") < seq);
      return all;
    }

    JsonObject open() throws InterruptedException {
      return ask("SessionOpen", new JsonObject()).getJsonObject("result");
    }

    JsonObject resume(JsonObject session, long lastSeq) throws InterruptedException {
      return ask(
          "SessionResume", JsonObject.of("token", session.getString("token"), "last_seq", lastSeq));
    }

    void leave() throws TimeoutException {
      sockets.close().await(10, SECONDS);
    }

    short closeCode() throws InterruptedException, ExecutionException, TimeoutException {
      return closed.get(10, SECONDS);
    }
  }

  private static List<Long> numbers(List<JsonObject> notices) {
    return notices.stream().map(params -> params.getLong("seq")).toList();
  }

  private static List<Long> from(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  private static JsonObject echo(String text) {
    return JsonObject.of("text", text);
  }

  @Test
  void tellWhatWasMissedAndGoOn() throws Exception {
    Peer lost = new Peer(here);
    JsonObject session = lost.open();
    lost.send("1", "Echo", echo("a"));
    lost.until(2);
    lost.leave();

    Peer back = new Peer(there);
    JsonObject resumed = back.resume(session, 1).getJsonObject("result");
    back.send("2", "Echo", echo("b"));
    List<JsonObject> told = back.until(4);

    assertThat(resumed)
        .isEqualTo(
            JsonObject.of(
                "session", session.getString("session"), "seq", 2, "keep", 120_000, "gap", false));
    assertThat(numbers(told)).isEqualTo(from(2, 4));
    assertThat(told.get(1).getJsonObject("data").getString("text")).isEqualTo("b");
    back.leave();
  }

  @Test
  void takeASessionOverFromOneAnother() throws Exception {
    Peer first = new Peer(here);
    JsonObject session = first.open();
    Peer second = new Peer(there);
    second.resume(session, 0);
    assertThat(first.closeCode()).isEqualTo((short) 4001);

    Peer third = new Peer(here);
    third.resume(session, 0);
    assertThat(second.closeCode()).isEqualTo((short) 4001);

    third.send("1", "Echo", echo("x"));
    assertThat(numbers(third.until(2))).isEqualTo(from(1, 2));
    third.leave();
  }

  @Test
  void passOnMessagesThatFitNoPostBetweenNodes() throws Exception {
    Peer lost = new Peer(here);
    JsonObject session = lost.open();
    Peer back = new Peer(there);
    back.resume(session, 0);
    String text = "\"\u20ac\ud83d\ude00\\".repeat(4_000);

    for (int i = 0; i < 5; i++) {
      back.send(String.valueOf(i), "Echo", echo(text));
    }
    List<JsonObject> told = back.until(10);

    assertThat(numbers(told)).isEqualTo(from(1, 10));
    assertThat(told)
        .filteredOn(params -> params.getString("event").equals("Reply"))
        .hasSize(5)
        .allSatisfy(
            params -> assertThat(params.getJsonObject("data").getString("text")).isEqualTo(text));
    back.leave();
  }

  @Test
  void sendManyThatWereMissed() throws Exception {
    Peer lost = new Peer(here);
    JsonObject session = lost.open();
    for (int i = 0; i < 300; i++) {
      lost.send(String.valueOf(i), "Echo", echo("x".repeat(2_000)));
    }
    lost.until(600);
    lost.leave();

    Peer back = new Peer(there);
    back.resume(session, 0);

    assertThat(numbers(back.until(600))).isEqualTo(from(1, 600));
    back.leave();
  }

  @Test
  void closeASessionOfTheOther() throws Exception {
    Peer lost = new Peer(here);
    JsonObject session = lost.open();
    Peer back = new Peer(there);
    back.resume(session, 0);

    JsonObject closed = back.ask("SessionClose", new JsonObject());

    assertThat(closed.getJsonObject("result"))
        .isEqualTo(JsonObject.of("session", session.getString("session")));
    Peer late = new Peer(there);
    assertThat(late.resume(session, 0).getJsonObject("error").getInteger("code")).isEqualTo(-32014);
    late.leave();
    back.leave();
  }

  @Test
  void knowNoSessionOfANodeThatIsNotThere() throws Exception {
    Peer peer = new Peer(there);

    JsonObject error =
        peer.resume(JsonObject.of("token", "nobody.session.secret"), 0).getJsonObject("error");

    assertThat(error.getInteger("code")).isEqualTo(-32014);
    peer.leave();
  }
}
