package io.callapi.live;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of the server: one WebSocket, any number of commands on it. */
final class LiveClient implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Map<String, CommandRun> runs = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<JsonObject>> questions = new ConcurrentHashMap<>();
  private final WebSocket socket;

  private LiveClient(int port) {
    URI uri = URI.create("ws://localhost:" + port + "/call-api");
    socket = HTTP.newWebSocketBuilder().buildAsync(uri, new Reader()).join();
  }

  static LiveClient connect(int port) {
    return new LiveClient(port);
  }

  /** Gives a command; its request id is its cmd_id, one of its own if none is given. */
  CommandRun send(String method, JsonObject params) {
    CommandRun run = new CommandRun(params.getString("cmd_id", "cmd-" + PhoneLine.token()));
    runs.put(run.cmdId(), run);
    JsonObject request =
        JsonObject.of(
            "jsonrpc",
            "2.0",
            "id",
            run.cmdId(),
            "method",
            method,
            "params",
            params.copy().put("cmd_id", run.cmdId()));
    socket.sendText(request.encode(), true).join();
    return run;
  }

  /** Asks something that is answered at once; the whole answer. */
  JsonObject ask(String method, JsonObject params) {
    String id = "ask-" + PhoneLine.token();
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    questions.put(id, answer);
    JsonObject request =
        JsonObject.of("jsonrpc", "2.0", "id", id, "method", method, "params", params);
    socket.sendText(request.encode(), true).join();
    return answer.orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** Breaks the connection without a word, as a crash would. */
  void vanish() {
    socket.abort();
  }

  @Override
  public void close() {
    if (!socket.isOutputClosed()) {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }
  }

  private final class Reader implements WebSocket.Listener {

    private final StringBuilder message = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      message.append(part);
      if (last) {
        onMessage(new JsonObject(message.toString()));
        message.setLength(0);
      }
      from.request(1);
      return null;
    }

    private void onMessage(JsonObject message) {
      CompletableFuture<JsonObject> question =
          questions.remove(message.getString("id", "a notification"));
      if (question != null) {
        question.complete(message);
        return;
      }
      if (message.containsKey("error")) {
        run(message.getString("id")).refused(message.getJsonObject("error"));
        return;
      }
      JsonObject params = message.getJsonObject(message.containsKey("id") ? "result" : "params");
      run(params.getString("cmd_id")).on(params);
    }

    private CommandRun run(String cmdId) {
      return Objects.requireNonNull(runs.get(cmdId));
    }
  }
}
