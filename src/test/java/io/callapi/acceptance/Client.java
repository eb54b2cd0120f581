package io.callapi.acceptance;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A client on a WebSocket of its own. */
final class Client {

  private static final Duration REPLY = Duration.ofSeconds(10);

  /** The parameters of each method, in the order of docs/protocol.md. */
  private static final Map<String, List<String>> PARAMETERS =
      Map.of(
          "CallStart", List.of("caller", "callee"),
          "CallBlindTransfer", List.of("callid", "leg", "destination"),
          "CallAttendedTransfer", List.of("callidA", "legA", "callidB", "legB"),
          "CallHold", List.of("callid"),
          "CallUnhold", List.of("callid"),
          "CallEnd", List.of("callid"),
          "Echo", List.of("text"));

  private final Transcript transcript = new Transcript();
  private final CompletableFuture<Short> closed = new CompletableFuture<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final WebSocketClient sockets; // held, for Vert.x closes those that nobody holds
  private final WebSocket socket;
  private final Conformance conformance;

  private Client(WebSocketClient sockets, WebSocket socket, Conformance conformance) {
    this.conformance = conformance;
    this.sockets = sockets;
    this.socket = socket;
    socket.textMessageHandler(transcript::add);
    socket.closeHandler(
        v -> closed.complete(socket.closeStatusCode() == null ? -1 : socket.closeStatusCode()));
    socket.exceptionHandler(e -> {}); // the close handler follows
  }

  static Client connect(Vertx vertx, int port) throws TimeoutException {
    Conformance conformance = new Conformance();
    WebSocketClient sockets =
        vertx.createWebSocketClient(new WebSocketClientOptions().setMaxFrameSize(1 << 24));
    return sockets
        .connect(
            new WebSocketConnectOptions().setHost("localhost").setPort(port).setURI("/call-api"))
        .map(socket -> new Client(sockets, socket, conformance))
        .await(10, SECONDS);
  }

  /** Runs a command to its end. */
  Run run(String method, String... arguments) {
    return start(method, arguments).ends();
  }

  /** Starts a command; it goes on while this returns. */
  Run start(String method, String... arguments) {
    return start(method, parameters(method, arguments));
  }

  /** Starts a command. */
  Run start(String method, JsonObject params) {
    long now = System.nanoTime();
    JsonObject reply = ask(method, params);
    JsonObject result = reply.getJsonObject("result");
    if (result == null) {
      throw new AssertionError(method + " was not started: " + reply);
    }
    return new Run(transcript, result.getString("cmd_id"), now);
  }

  /** Sends a request and waits for the reply to it, whatever that is. */
  JsonObject ask(String method, JsonObject params) {
    String id = "r" + requests.incrementAndGet();
    send(
        new JsonObject()
            .put("jsonrpc", "2.0")
            .put("id", id)
            .put("method", method)
            .put("params", params)
            .encode());
    return reply(id);
  }

  /** As {@link #ask(String, JsonObject)}. */
  JsonObject ask(String method, String... arguments) {
    return ask(method, parameters(method, arguments));
  }

  /** Waits for the reply to a request. */
  JsonObject reply(String id) {
    return transcript
        .await(
            "reply to " + id,
            REPLY,
            message -> message.isReply() && id.equals(message.json().getValue("id")))
        .json();
  }

  /** A command of which only the id is known. */
  Run command(String cmdId) {
    return new Run(transcript, cmdId, System.nanoTime());
  }

  void send(String text) {
    conformance.sent(text);
    socket.writeTextMessage(text);
  }

  Transcript transcript() {
    return transcript;
  }

  /** Reads nothing more. */
  void stopReading() {
    socket.pause();
  }

  /** All that came is in order, and as the documents of the server describe it. */
  void isServedRightly() {
    transcript.isInOrder();
    conformance.holdsFor(transcript);
  }

  /** Leaves without a word. */
  void leave() {
    done(sockets.close().toCompletionStage().toCompletableFuture());
  }

  /** Waits until the server closes the connection; with which code. */
  short closeCode() {
    return done(closed);
  }

  static JsonObject parameters(String method, String... arguments) {
    List<String> names = PARAMETERS.getOrDefault(method, List.of());
    JsonObject params = new JsonObject();
    for (int i = 0; i < arguments.length; i++) {
      params.put(names.get(i), arguments[i]);
    }
    return params;
  }

  private static <T> T done(CompletableFuture<T> future) {
    try {
      return future.get(10, SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
