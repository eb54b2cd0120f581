package io.callapi.bench.abuse;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One way of meaning ill. It begins when it is deployed, and all its connections are closed when it
 * is undeployed. Its address is none of a well-behaved client.
 */
abstract class Scenario extends VerticleBase {

  private static final String ADDRESS = "127.0.0.66";
  private static final int SMALL_WINDOW = 8192; // what is not read shall wait at the server
  private static final int MOST_PROBLEMS = 5;

  private final Target target;
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final LongAdder pieces = new LongAdder();
  private @Nullable NetClient client;

  Scenario(Target target) {
    this.target = target;
  }

  @Override
  public final Future<?> start() {
    client =
        vertx.createNetClient(
            new NetClientOptions()
                .setLocalAddress(ADDRESS)
                .setReceiveBufferSize(SMALL_WINDOW)
                .setConnectTimeout((int) Duration.ofSeconds(5).toMillis()));
    begin();
    return Future.succeededFuture();
  }

  /** Begins; on the event loop of this scenario. */
  abstract void begin();

  /** How long it takes at least to see what the server does about it. */
  Duration atLeast() {
    return Duration.ZERO;
  }

  /** How many of its connections the server may still have after {@link #atLeast}. */
  int mayKeep() {
    return Integer.MAX_VALUE;
  }

  final Target target() {
    return target;
  }

  /** What the server has done that it should not have; empty if nothing. */
  final List<String> problems() {
    return List.copyOf(problems);
  }

  final void problem(String text) {
    if (problems.size() < MOST_PROBLEMS && !problems.contains(text)) {
      problems.add(text);
    }
  }

  /** How many messages, handshakes or other pieces it has sent. */
  final long pieces() {
    return pieces.sum();
  }

  final void countPiece() {
    pieces.increment();
  }

  final Future<NetSocket> connect() {
    return Objects.requireNonNull(client)
        .connect(target.port(), target.host())
        .onSuccess(socket -> socket.exceptionHandler(e -> socket.close()));
  }

  /** A connection that has done its handshake; nothing that comes after that has been read. */
  final Future<NetSocket> connectWebSocket() {
    return connect().compose(this::upgrade);
  }

  private Future<NetSocket> upgrade(NetSocket socket) {
    Promise<NetSocket> upgraded = Promise.promise();
    Buffer head = Buffer.buffer();
    socket.handler(
        part -> {
          if (head.appendBuffer(part).toString().endsWith("\r\n\r\n")) {
            socket.pause();
            upgraded.tryComplete(socket);
          }
        });
    socket.closeHandler(v -> upgraded.tryFail("closed in the handshake"));
    socket.write(target.handshake());
    return upgraded.future().timeout(10, TimeUnit.SECONDS);
  }

  /** Does it again whenever the connection has gone, but not at once. */
  final void keepDoing(Runnable connecting, NetSocket socket, Duration pause) {
    socket.closeHandler(v -> vertx.setTimer(pause.toMillis(), id -> connecting.run()));
  }

  /** Sends the same again and again, as fast as the other end takes it, but so often at most. */
  final void flood(NetSocket socket, Buffer piece, int times) {
    int left = times;
    while (left > 0 && !socket.writeQueueFull()) {
      socket.write(piece.copy());
      countPiece();
      left--;
    }
    if (left > 0) {
      int rest = left;
      socket.drainHandler(v -> flood(socket, piece, rest));
    }
  }
}
