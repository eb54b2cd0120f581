package io.callapi.cli;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A server that answers each request with the lines of a script; CLOSE hangs up. */
final class FakeServer {

  static final String CLOSE = "CLOSE";

  private final HttpServer http;
  private final List<JsonObject> requests = new CopyOnWriteArrayList<>();
  private final List<String> paths = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();

  private FakeServer(HttpServer http) {
    this.http = http;
  }

  static FakeServer start(Vertx vertx, Function<JsonObject, List<String>> script) {
    return new FakeServer(vertx.createHttpServer()).listen(script);
  }

  int port() {
    return http.actualPort();
  }

  private FakeServer listen(Function<JsonObject, List<String>> script) {
    http.webSocketHandler(socket -> serve(socket, script));
    http.listen(0, "localhost").await();
    return this;
  }

  void stop() {
    http.close().await();
  }

  String url() {
    return "ws://localhost:" + port() + "/call-api";
  }

  /** The same, but it does something before it lets a client in, a moment later. */
  static FakeServer startSlow(
      Vertx vertx, Runnable meanwhile, Function<JsonObject, List<String>> script) {
    FakeServer fake = new FakeServer(vertx.createHttpServer());
    fake.http.webSocketHandshakeHandler(
        handshake -> {
          meanwhile.run();
          vertx.setTimer(100, id -> handshake.accept());
        });
    return fake.listen(script);
  }

  /** One that lets nobody in. */
  static FakeServer startClosed(Vertx vertx) {
    FakeServer fake = new FakeServer(vertx.createHttpServer());
    fake.http.webSocketHandshakeHandler(handshake -> handshake.reject(401));
    return fake.listen(request -> List.of());
  }

  /** The one request that came. */
  JsonObject request() {
    if (requests.size() != 1) {
      throw new AssertionError("not one request: " + requests);
    }
    return requests.get(0);
  }

  List<String> paths() {
    return paths;
  }

  /** The header of each connection; an empty text for none. */
  List<String> authorizations() {
    return authorizations;
  }

  static String started(JsonObject request) {
    JsonObject result = new JsonObject().put("cmd_id", "c1").put("event", "Started");
    return new JsonObject()
        .put("jsonrpc", "2.0")
        .put("id", request.getValue("id"))
        .put("result", result)
        .encode();
  }

  static String event(String method, String event, @Nullable Object data) {
    JsonObject params = new JsonObject().put("cmd_id", "c1").put("event", event);
    if (data != null) {
      params.put("data", data);
    }
    return new JsonObject()
        .put("jsonrpc", "2.0")
        .put("method", method)
        .put("params", params)
        .encode();
  }

  private void serve(ServerWebSocket socket, Function<JsonObject, List<String>> script) {
    paths.add(socket.path());
    authorizations.add(Objects.requireNonNullElse(socket.headers().get("Authorization"), ""));
    socket.textMessageHandler(
        text -> {
          JsonObject request = new JsonObject(text);
          requests.add(request);
          script.apply(request).forEach(line -> answer(socket, line));
        });
  }

  private static void answer(ServerWebSocket socket, String line) {
    if (line.equals(CLOSE)) {
      socket.close();
    } else {
      socket.writeTextMessage(line);
    }
  }
}
