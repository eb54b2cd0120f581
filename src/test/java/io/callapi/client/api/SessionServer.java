package io.callapi.client.api;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A server with sessions as docs/protocol.md has them, whose commands tell what a test has them
 * tell. One client at a time.
 */
final class SessionServer implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final List<JsonObject> requests = new ArrayList<>();
  private final Map<String, String> methods = new LinkedHashMap<>();
  private final List<JsonObject> told = new ArrayList<>();
  private boolean sessions = true;
  private int port;
  private int forgotten;
  private boolean opened;
  private boolean silent;
  private @Nullable ServerWebSocket socket;

  private SessionServer() {}

  static SessionServer start() throws TimeoutException {
    return new SessionServer().listen();
  }

  /** From now on it knows no sessions. */
  synchronized void haveNoSessions() {
    sessions = false;
  }

  private SessionServer listen() throws TimeoutException {
    port =
        vertx
            .createHttpServer()
            .webSocketHandler(this::accept)
            .listen(0, "localhost")
            .await(10, SECONDS)
            .actualPort();
    return this;
  }

  String url() {
    return "ws://localhost:" + port + "/call-api";
  }

  Vertx vertx() {
    return vertx;
  }

  private synchronized void accept(ServerWebSocket client) {
    socket = client;
    client.textMessageHandler(text -> answer(new JsonObject(text)));
  }

  private synchronized void answer(JsonObject request) {
    requests.add(request);
    notifyAll();
    if (silent) {
      return;
    }
    String method = request.getString("method");
    JsonObject params = request.getJsonObject("params");
    switch (method) {
      case "SessionOpen", "SessionResume", "SessionClose" -> answerSession(method, request, params);
      case "CommandGet" -> reply(request, commandGet(params.getString("cmd_id")));
      case "CommandCancel", "CallUnsubscribe" -> reply(request, params);
      case "CallList" -> reply(request, page(params));
      default -> start(request, method, params.getString("cmd_id"));
    }
  }

  private void answerSession(String method, JsonObject request, JsonObject params) {
    if (!sessions) {
      refuse(request, -32601);
    } else if (method.equals("SessionOpen")) {
      opened = true;
      reply(request, JsonObject.of("session", "s", "token", "secret", "seq", told.size()));
    } else if (method.equals("SessionClose")) {
      reply(request, JsonObject.of("session", "s"));
    } else if (!opened) {
      refuse(request, -32014);
    } else {
      int last = params.getInteger("last_seq");
      boolean gap = last < forgotten;
      JsonObject result = JsonObject.of("session", "s", "seq", told.size(), "gap", gap);
      reply(request, gap ? result.put("first_seq", forgotten + 1) : result);
      told.subList(Math.max(last, forgotten), told.size()).forEach(this::send);
    }
  }

  private JsonObject commandGet(String cmdId) {
    JsonArray notifications = new JsonArray();
    told.stream()
        .map(message -> message.getJsonObject("params"))
        .filter(params -> params.getString("cmd_id").equals(cmdId))
        .forEach(params -> notifications.add(withoutSeq(params)));
    return JsonObject.of("command", JsonObject.of("cmd_id", cmdId, "notifications", notifications));
  }

  private static JsonObject page(JsonObject params) {
    JsonObject call =
        JsonObject.of(
            "proxy", "default", "state", "answered", "created", "2026-11-27T18:00:00.000Z");
    return params.containsKey("cursor")
        ? JsonObject.of("calls", JsonArray.of(call.put("callid", "second")))
        : JsonObject.of("calls", JsonArray.of(call.put("callid", "first")), "cursor", "more");
  }

  private void start(JsonObject request, String method, String cmdId) {
    boolean repeated = methods.putIfAbsent(cmdId, method) != null;
    JsonObject result = JsonObject.of("cmd_id", cmdId, "event", "Started");
    reply(request, repeated ? result.put("repeated", true) : result);
    if (repeated) {
      List<JsonObject> again =
          told.stream()
              .filter(each -> each.getJsonObject("params").getString("cmd_id").equals(cmdId))
              .toList();
      again.forEach(this::send);
    }
  }

  private void reply(JsonObject request, JsonObject result) {
    write(JsonObject.of("jsonrpc", "2.0", "id", request.getValue("id"), "result", result));
  }

  private void refuse(JsonObject request, int code) {
    JsonObject error = JsonObject.of("code", code, "message", "no");
    write(JsonObject.of("jsonrpc", "2.0", "id", request.getValue("id"), "error", error));
  }

  /** The command or subscription tells that. */
  synchronized void tell(String cmdId, String event, @Nullable Object data) {
    JsonObject params = JsonObject.of("cmd_id", cmdId, "event", event);
    if (data != null) {
      params.put("data", data);
    }
    tell(cmdId, params);
  }

  /** The command fails. */
  synchronized void fail(String cmdId) {
    JsonObject cause = JsonObject.of("source", "sip", "code", 486, "reason", "Busy Here");
    tell(
        cmdId,
        JsonObject.of("cmd_id", cmdId, "event", "Error", "data", "486 Busy Here", "cause", cause));
    tell(cmdId, "Ended", null);
  }

  private void tell(String cmdId, JsonObject params) {
    JsonObject message =
        JsonObject.of(
            "jsonrpc",
            "2.0",
            "method",
            methods.get(cmdId),
            "params",
            params.put("seq", told.size() + 1));
    told.add(message);
    send(message);
  }

  private void send(JsonObject message) {
    if (sessions) {
      write(message);
    } else {
      write(message.copy().put("params", withoutSeq(message.getJsonObject("params"))));
    }
  }

  private static JsonObject withoutSeq(JsonObject params) {
    JsonObject copy = params.copy();
    copy.remove("seq");
    return copy;
  }

  private void write(JsonObject message) {
    ServerWebSocket now = socket;
    if (now != null) {
      now.writeTextMessage(message.encode());
    }
  }

  /** Cuts the connection; what is told until the client is back it does not hear. */
  synchronized void cut() {
    ServerWebSocket now = socket;
    socket = null;
    if (now != null) {
      now.close();
    }
  }

  /** What was told so far cannot be had by resuming. */
  synchronized void forgetWhatWasTold() {
    forgotten = told.size();
  }

  /** As after a restart. */
  synchronized void forgetSession() {
    opened = false;
  }

  /** Answers nothing any more, or again. */
  synchronized void silence(boolean nothing) {
    silent = nothing;
  }

  /** Waits for that many requests of a method; the last one. */
  synchronized JsonObject request(String method, int count) throws InterruptedException {
    long end = System.nanoTime() + SECONDS.toNanos(20);
    while (count(method) < count) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("no request " + method + ", but " + requests);
      }
      wait(left);
    }
    return requests.stream()
        .filter(request -> request.getString("method").equals(method))
        .skip(count - 1L)
        .findFirst()
        .orElseThrow();
  }

  synchronized long count(String method) {
    return requests.stream().filter(each -> each.getString("method").equals(method)).count();
  }

  @Override
  public void close() throws TimeoutException {
    vertx.close().await(10, SECONDS);
  }
}
