package io.callapi.bench.abuse;

import io.callapi.bench.client.CommandLog;
import io.callapi.bench.client.CommandSocket;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Many clients that are there and say little, and many calls that are started at one moment. */
final class Crowd {

  private static final int OF_EACH_ADDRESS = 100;
  private static final int AT_ONCE = 50; // to connect: the backlog of a port is short

  private final Vertx vertx;
  private final Target target;
  private final Context loop;
  private final List<WebSocketClient> addresses =
      new ArrayList<>(); // of the event loop, as the rest
  private final List<WebSocket> sockets = new CopyOnWriteArrayList<>();

  Crowd(Vertx vertx, Target target) {
    this.vertx = vertx;
    this.target = target;
    this.loop = vertx.getOrCreateContext();
  }

  /** Connects so many clients, which stay; how many could. */
  int gather(int count) {
    onLoop(() -> gather(0, count));
    return sockets.size();
  }

  private Future<?> gather(int from, int count) {
    int to = Math.min(count, from + AT_ONCE);
    return from >= count
        ? Future.succeededFuture()
        : each(from, to, this::join).compose(v -> gather(to, count));
  }

  private Future<?> join(int number) {
    int address = number / OF_EACH_ADDRESS;
    if (address == addresses.size()) {
      addresses.add(vertx.createWebSocketClient(from("127.0.1." + (1 + address))));
    }
    return addresses.get(address).connect(target.options()).onSuccess(this::stay);
  }

  private static WebSocketClientOptions from(String address) {
    WebSocketClientOptions options =
        new WebSocketClientOptions().setMaxConnections(OF_EACH_ADDRESS);
    options.setLocalAddress(address);
    return options;
  }

  private void stay(WebSocket socket) {
    sockets.add(socket);
    socket.closeHandler(v -> sockets.remove(socket));
  }

  /** How many are still there. */
  int size() {
    return sockets.size();
  }

  /** Starts so many calls at one moment, and ends them; how many starts succeeded. */
  long startCalls(int count) {
    List<CommandLog> starts = new ArrayList<>();
    onLoop(
        () ->
            CommandSocket.connect(vertx, target.options())
                .compose(
                    socket ->
                        each(0, count, i -> startAndEnd(socket, i, starts))
                            .eventually(socket::close)));
    return starts.stream().filter(CommandLog::hasSucceeded).count();
  }

  private static Future<?> startAndEnd(CommandSocket socket, int number, List<CommandLog> starts) {
    String host = "@crowd" + number + ".test";
    JsonObject parties =
        new JsonObject().put("caller", "sip:alice" + host).put("callee", "sip:bob" + host);
    return socket
        .run("crowd-" + number, "CallStart", parties)
        .onSuccess(starts::add)
        .map(log -> log.find("CalleeAnswered").orElseThrow().data().getString("callid"))
        .compose(
            call -> socket.run("end-" + number, "CallEnd", new JsonObject().put("callid", call)));
  }

  private static Future<?> each(int from, int to, IntFunction<Future<?>> work) {
    return Future.join(IntStream.range(from, to).mapToObj(work).toList()).otherwiseEmpty();
  }

  private void onLoop(Supplier<Future<?>> work) {
    Promise<Object> done = Promise.promise();
    loop.runOnContext(v -> work.get().<Object>mapEmpty().onComplete(done));
    done.future().await();
  }
}
