package io.callapi.acceptance;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A client as docs/protocol.md tells authors to write one: with a session, which it resumes on a
 * new connection whenever it has lost the one before.
 */
final class CutClient {

  private static final long PATIENCE_NANOS = SECONDS.toNanos(20);

  private final Vertx vertx;
  private final int port;
  private final Map<String, List<String>> eventsOf = new HashMap<>();
  private final Map<String, JsonObject> replies = new HashMap<>();
  private final Set<String> unanswered = new HashSet<>();
  private final List<String> faults = new ArrayList<>();
  private @Nullable WebSocketClient sockets;
  private @Nullable WebSocket socket;
  private String token = "";
  private long lastSeq;
  private long received;
  private long cutAfter = Long.MAX_VALUE;
  private int requests;

  CutClient(Vertx vertx, int port) {
    this.vertx = vertx;
    this.port = port;
  }

  /** Opens the session, or resumes it; the connection before may still be there. */
  void connect() {
    WebSocketClient client =
        vertx.createWebSocketClient(new WebSocketClientOptions().setMaxFrameSize(1 << 24));
    WebSocket opened;
    try {
      opened =
          client
              .connect(
                  new WebSocketConnectOptions()
                      .setHost("localhost")
                      .setPort(port)
                      .setURI("/call-api"))
              .map(
                  connected -> {
                    connected.textMessageHandler(text -> onText(connected, text));
                    connected.exceptionHandler(e -> {});
                    return connected;
                  })
              .await(10, SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
    WebSocketClient before = sockets;
    use(client, opened);
    String request = begin();
    if (before != null) {
      before.close();
    }
    if (request.isEmpty()) {
      token = result(ask("SessionOpen", new JsonObject().put("keep", 60_000))).getString("token");
    }
  }

  private synchronized void use(WebSocketClient client, WebSocket opened) {
    sockets = client;
    socket = opened;
  }

  private synchronized String begin() {
    return token.isEmpty()
        ? ""
        : send("SessionResume", JsonObject.of("token", token, "last_seq", lastSeq));
  }

  /** Loses its connection after so many messages more, on the way of the next one. */
  synchronized void cutAfter(long messages) {
    cutAfter = received + messages;
    if (messages == 0) {
      cut();
    }
  }

  private void cut() {
    socket = null;
    cutAfter = Long.MAX_VALUE;
    if (sockets != null) {
      sockets.close();
      sockets = null;
    }
    notifyAll();
  }

  synchronized boolean isCut() {
    return socket == null;
  }

  private synchronized void onText(WebSocket from, String text) {
    if (from != socket) {
      return; // nothing is taken of a connection that was given up
    }
    JsonObject message = new JsonObject(text);
    if (message.containsKey("id")) {
      replies.put(message.getString("id"), message);
    } else {
      onNotification(message.getJsonObject("params"));
    }
    received++;
    notifyAll();
    if (received >= cutAfter) {
      cut();
    }
  }

  private void onNotification(JsonObject params) {
    long seq = params.getLong("seq", -1L);
    if (seq != lastSeq + 1) {
      faults.add("number " + seq + " after " + lastSeq);
    }
    lastSeq = seq;
    String cmdId = params.getString("cmd_id");
    unanswered.remove(cmdId);
    params.remove("seq");
    eventsOf.computeIfAbsent(cmdId, id -> new ArrayList<>()).add(params.encode());
  }

  /** Starts a command, whether the request and its reply get through or not. */
  synchronized void start(String method, JsonObject params) {
    unanswered.add(params.getString("cmd_id"));
    send(method, params);
  }

  private String send(String method, JsonObject params) {
    String id = "r" + ++requests;
    if (socket != null) {
      socket.writeTextMessage(
          JsonObject.of("jsonrpc", "2.0", "id", id, "method", method, "params", params).encode());
    }
    return id;
  }

  /** Sends a request and waits for its reply. */
  JsonObject ask(String method, JsonObject params) {
    String id;
    synchronized (this) {
      id = send(method, params);
    }
    await("a reply to " + method, () -> replies.containsKey(id));
    synchronized (this) {
      return Objects.requireNonNull(replies.remove(id));
    }
  }

  private static JsonObject result(JsonObject reply) {
    JsonObject result = reply.getJsonObject("result");
    if (result == null) {
      throw new AssertionError("refused: " + reply);
    }
    return result;
  }

  synchronized void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    try {
      while (!condition.getAsBoolean()) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new AssertionError("not in time: " + what + "; " + faults);
        }
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The commands of which nothing has come, not even the reply. */
  synchronized List<String> unanswered() {
    return List.copyOf(unanswered);
  }

  /** Whether the command has ended, as far as this client knows. */
  synchronized boolean hasEnded(String cmdId) {
    return eventsOf.getOrDefault(cmdId, List.of()).stream()
        .anyMatch(event -> event.contains("\"Ended\""));
  }

  synchronized Map<String, List<String>> eventsOf() {
    return Map.copyOf(eventsOf);
  }

  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  synchronized long lastSeq() {
    return lastSeq;
  }
}
