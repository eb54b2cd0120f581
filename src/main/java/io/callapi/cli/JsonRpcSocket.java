package io.callapi.cli;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/** A connection to a server that runs one command at a time. */
final class JsonRpcSocket {

  private static final int MAX_MESSAGE = 16 * 1024 * 1024;
  private static final int CONNECT_TIMEOUT_MS = 5000;
  private static final int UNAUTHORIZED = 401;

  private final WebSocketClient client;
  private final WebSocket socket;
  private Consumer<String> listener = text -> {};
  private Promise<Boolean> end = Promise.promise();
  private boolean failed;

  private JsonRpcSocket(WebSocketClient client, WebSocket socket) {
    this.client = client; // Vert.x closes the sockets of a client that nobody holds
    this.socket = socket;
    socket.textMessageHandler(this::onMessage);
    socket.closeHandler(v -> end.tryFail(new ConnectionException("the connection was lost")));
    // The close handler follows and says the same.
    socket.exceptionHandler(e -> {});
  }

  /** Connects; fails with a {@link ConnectionException}. */
  static Future<JsonRpcSocket> connect(Vertx vertx, Endpoint server) {
    WebSocketClientOptions options =
        new WebSocketClientOptions()
            .setConnectTimeout(CONNECT_TIMEOUT_MS)
            .setMaxFrameSize(MAX_MESSAGE)
            .setMaxMessageSize(MAX_MESSAGE)
            .setTrustOptions(server.trust().certificates())
            .setVerifyHost(!server.trust().anyName());
    WebSocketClient client = vertx.createWebSocketClient(options);
    return client
        .connect(handshake(server))
        .map(socket -> new JsonRpcSocket(client, socket))
        .recover(e -> Future.failedFuture(unreachable(server, e)));
  }

  private static WebSocketConnectOptions handshake(Endpoint server) {
    WebSocketConnectOptions options =
        new WebSocketConnectOptions().setAbsoluteURI(server.url()).setTimeout(CONNECT_TIMEOUT_MS);
    if (server.token() != null) {
      options.addHeader("Authorization", "Bearer " + server.token());
    }
    return options;
  }

  private static ConnectionException unreachable(Endpoint server, Throwable failure) {
    boolean unauthorized =
        failure instanceof UpgradeRejectedException rejected
            && rejected.getStatus() == UNAUTHORIZED;
    String reason = unauthorized ? server.refusal() : failure.getMessage();
    return new ConnectionException("cannot connect to %s: %s".formatted(server.url(), reason));
  }

  /**
   * Sends a request and waits for its end: the event {@code Ended}, or an error reply.
   *
   * <p>Every message goes to the listener. True if nothing failed; fails with a {@link
   * ConnectionException} if the connection is lost before the end.
   */
  Future<Boolean> call(JsonObject request, Consumer<String> onMessage) {
    listener = onMessage;
    end = Promise.promise();
    failed = false;
    // Lost before this call: the close handler has come and gone.
    if (socket.isClosed()) {
      return Future.failedFuture(new ConnectionException("the connection was lost"));
    }
    socket
        .writeTextMessage(request.encode())
        .onFailure(e -> end.tryFail(new ConnectionException("not sent: " + e.getMessage())));
    return end.future();
  }

  Future<Void> close() {
    return client.close();
  }

  private void onMessage(String text) {
    listener.accept(text);
    if (decoded(text) instanceof JsonObject message) {
      follow(message);
    }
  }

  private void follow(JsonObject message) {
    String event = Messages.event(message);
    if (message.containsKey("error")) {
      end.tryComplete(false);
    } else if (event.equals("Error")) {
      failed = true; // "Ended" follows
    } else if (event.equals("Ended")) {
      end.tryComplete(!failed);
    }
  }

  private static Object decoded(String text) {
    try {
      Object value = Json.decodeValue(text);
      return value == null ? "" : value;
    } catch (DecodeException e) {
      return ""; // shown as it is; a server that talks like this never ends the command
    }
  }
}
