package io.callapi.bench.abuse;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.List;

/** Connections that begin something and do not go on, or so slowly that it comes to the same. */
final class SilentConnections extends Scenario {

  private static final int OF_EACH_KIND = 20;
  private static final Duration DRIP = Duration.ofSeconds(1);

  private static final List<String> BEGINNINGS =
      List.of(
          "",
          "GET /call-a",
          "GET / HTTP/1.1\r\nHost: localhost\r\nX-Half: ",
          "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf",
          "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"); // kept alive, and idle then

  SilentConnections(Target target) {
    super(target);
  }

  @Override
  void begin() {
    for (int i = 0; i < OF_EACH_KIND; i++) {
      BEGINNINGS.forEach(text -> hold(connect(), Buffer.buffer(text)));
      hold(connectWebSocket(), Frames.unfinishedText("{\"jsonrpc\":"));
      connect().onSuccess(this::drip);
    }
  }

  private void hold(Future<NetSocket> connecting, Buffer beginning) {
    connecting.onSuccess(socket -> say(socket, beginning));
  }

  private void say(NetSocket socket, Buffer beginning) {
    socket.handler(answer -> {}).resume(); // else it would not notice that it is closed
    if (beginning.length() > 0) {
      socket.write(beginning);
    }
    countPiece();
  }

  private void drip(NetSocket socket) {
    say(socket, Buffer.buffer("GET / HTTP/1.1\r\nHost: localhost\r\nX-Drip: "));
    long timer = vertx.setPeriodic(DRIP.toMillis(), id -> socket.write("x"));
    socket.closeHandler(v -> vertx.cancelTimer(timer));
  }

  /** Until what may be waited for longest, an idle connection of HTTP, is over. */
  @Override
  Duration atLeast() {
    return Duration.ofSeconds(70);
  }

  @Override
  int mayKeep() {
    return 0;
  }
}
