package io.callapi.bench.abuse;

import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What comes to every open port: scans, wrong tokens, connections that are reset. */
final class StrangersNoise extends Scenario {

  private static final long TICK_MS = 20;
  private static final int EACH_TICK = 10; // 500 a second
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final List<Consumer<NetSocket>> kinds =
      List.of(
          socket -> say(socket, "GET /% HTTP/1.1\r\nHost: localhost\r\n\r\n"),
          socket -> say(socket, "GET / HTTP/1.1\r\n\r\n"),
          socket -> say(socket, target().handshake().replace("Bearer ", "Bearer x")),
          socket -> say(socket, target().handshake().replaceFirst("Authorization: .*\r\n", "")),
          socket -> say(socket, "\u0016\u0003\u0001\u0002garbage\r\n\r\n"));

  private int next;

  StrangersNoise(Target target) {
    super(target);
  }

  @Override
  void begin() {
    NetClient resetting = vertx.createNetClient(new NetClientOptions().setSoLinger(0));
    vertx.setPeriodic(TICK_MS, id -> makeNoise(resetting));
  }

  private void makeNoise(NetClient resetting) {
    for (int i = 0; i < EACH_TICK; i++) {
      connect().onSuccess(kinds.get(next++ % kinds.size())::accept);
      countPiece();
    }
    resetting
        .connect(target().port(), target().host())
        .onSuccess(socket -> socket.write("GET /").onComplete(v -> socket.close()));
  }

  private void say(NetSocket socket, String text) {
    socket.handler(answer -> socket.close());
    long timer = vertx.setTimer(PATIENCE.toMillis(), id -> socket.close());
    socket.closeHandler(v -> vertx.cancelTimer(timer));
    socket.write(text);
  }
}
