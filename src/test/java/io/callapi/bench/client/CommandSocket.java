package io.callapi.bench.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/** A client that runs many commands at once on one connection, on one event loop. */
public final class CommandSocket {

  private static final int MAX_MESSAGE = 1024 * 1024;

  private final WebSocketClient client;
  private final WebSocket socket;
  private final Map<String, CommandLog> logs = new HashMap<>();
  private final Map<String, Promise<CommandLog>> running = new HashMap<>();

  private CommandSocket(WebSocketClient client, WebSocket socket) {
    this.client = client; // Vert.x closes the sockets of a client that nobody holds
    this.socket = socket;
    socket.textMessageHandler(text -> received(new JsonObject(text)));
  }

  /** Connects; to be called on the event loop that uses it. */
  public static Future<CommandSocket> connect(Vertx vertx, String url) {
    return connect(vertx, new WebSocketConnectOptions().setAbsoluteURI(url));
  }

  /** The same with headers; to be called on the event loop that uses it. */
  public static Future<CommandSocket> connect(Vertx vertx, WebSocketConnectOptions options) {
    WebSocketClient client =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setMaxFrameSize(MAX_MESSAGE)
                .setMaxMessageSize(MAX_MESSAGE));
    return client.connect(options).map(socket -> new CommandSocket(client, socket));
  }

  /** Runs a command; what comes after its end still goes into its log. */
  public Future<CommandLog> run(String id, String method, JsonObject params) {
    CommandLog log = new CommandLog(id, method, params);
    Promise<CommandLog> end = Promise.promise();
    logs.put(id, log);
    running.put(id, end);
    JsonObject request =
        new JsonObject()
            .put("jsonrpc", "2.0")
            .put("id", id)
            .put("method", method)
            .put("params", params.copy().put("cmd_id", id));
    socket.writeTextMessage(request.encode()).onFailure(end::tryFail);
    return end.future();
  }

  /** What is known of a command by now. */
  public CommandLog log(String id) {
    CommandLog log = logs.get(id);
    if (log == null) {
      throw new IllegalArgumentException("no such command: " + id);
    }
    return log;
  }

  private void received(JsonObject message) {
    String id =
        message.getValue("params") instanceof JsonObject params
            ? params.getString("cmd_id")
            : String.valueOf(message.getValue("id"));
    CommandLog log = logs.get(id);
    if (log == null) {
      return;
    }
    log.add(message);
    if (log.isOver()) {
      Promise<CommandLog> end = running.remove(id);
      if (end != null) {
        end.tryComplete(log);
      }
    }
  }

  /** Forgets a command that has been looked at; what comes later is not kept. */
  public void forget(CommandLog log) {
    logs.remove(log.id());
  }

  /** Told when the connection has gone. */
  public void onGone(Runnable gone) {
    socket.closeHandler(v -> gone.run());
  }

  public Future<Void> close() {
    return client.close();
  }
}
