package io.callapi.client;

import static io.callapi.client.TestServer.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client on a real socket, as a sequence of calls that wait. */
final class WsClient {

  private static final int SECONDS = 10;

  private final WebSocket socket;
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();

  private WsClient(WebSocket socket) {
    this.socket = socket;
    socket.textMessageHandler(received::add);
    socket.closeHandler(
        done -> {
          Short code = socket.closeStatusCode();
          closed.complete(code == null ? 1006 : code.intValue());
        });
  }

  /** Fails with the exception of the handshake if the server refuses. */
  static WsClient connect(WebSocketClient sockets, WebSocketConnectOptions options) {
    if (options.getURI().equals("/")) {
      options.setURI("/call-api");
    }
    return await(sockets.connect(options.setHost("127.0.0.1")).map(WsClient::new));
  }

  void send(String text) {
    await(socket.writeFrame(WebSocketFrame.textFrame(text, true)));
  }

  /** Sends without waiting until it is written. */
  void sendSoon(String text) {
    socket.writeTextMessage(text).onFailure(e -> closed.completeExceptionally(e));
  }

  void sendBinary(byte[] bytes) {
    await(socket.writeFrame(WebSocketFrame.binaryFrame(Buffer.buffer(bytes), true)));
  }

  /** Sends one message in several frames. */
  void sendFragments(List<byte[]> fragments) {
    for (int i = 0; i < fragments.size(); i++) {
      boolean last = i == fragments.size() - 1;
      Buffer part = Buffer.buffer(fragments.get(i));
      await(
          socket.writeFrame(
              i == 0
                  ? WebSocketFrame.binaryFrame(part, last)
                  : WebSocketFrame.continuationFrame(part, last)));
    }
  }

  /** The next message, word for word. */
  String nextText() {
    try {
      String text = received.poll(SECONDS, TimeUnit.SECONDS);
      if (text == null) {
        throw new AssertionError("no message in " + SECONDS + " s");
      }
      return text;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  JsonObject next() {
    return new JsonObject(nextText());
  }

  JsonArray nextArray() {
    return new JsonArray(nextText());
  }

  List<JsonObject> next(int count) {
    List<JsonObject> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      messages.add(next());
    }
    return messages;
  }

  /** The messages up to the end of a command, that included. */
  List<JsonObject> untilEnd(String cmdId) {
    List<JsonObject> messages = new ArrayList<>();
    JsonObject message;
    do {
      message = next();
      messages.add(message);
    } while (!isEnd(message, cmdId));
    return messages;
  }

  private static boolean isEnd(JsonObject message, String cmdId) {
    JsonObject params = message.getJsonObject("params", new JsonObject());
    return "Ended".equals(params.getString("event")) && cmdId.equals(params.getString("cmd_id"));
  }

  /** Nothing waits: what is answered next belongs to a new request. */
  void expectNothingMore() {
    send("{\"jsonrpc\":\"2.0\",\"id\":\"fence\",\"method\":\"no such method\"}");
    assertThat(next().getValue("id")).isEqualTo("fence");
  }

  /** The code that the server closes the connection with. */
  int closeCode() {
    try {
      return closed.get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("the connection was not closed", e);
    }
  }

  boolean isOpen() {
    return !closed.isDone();
  }

  /** Reads nothing from now on. */
  void pause() {
    socket.pause();
  }

  /** Reads on. */
  void resume() {
    socket.resume();
  }

  /** Leaves without a word of the protocol above WebSocket. */
  void leave() {
    await(socket.close());
  }
}
