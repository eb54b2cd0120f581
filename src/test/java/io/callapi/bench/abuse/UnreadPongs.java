package io.callapi.bench.abuse;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;

/** Pings as long as they may be, and none of the pongs is read. */
final class UnreadPongs extends Scenario {

  private static final int CLIENTS = 4;
  private static final int LONGEST_PING = 125; // RFC 6455, section 5.5
  private static final int AT_ONCE = 400;
  private static final int TIMES = 625; // 33 MB for each client

  private final Buffer pings = Buffer.buffer();

  UnreadPongs(Target target) {
    super(target);
    for (int i = 0; i < AT_ONCE; i++) {
      pings.appendBuffer(Frames.ping(Buffer.buffer(new byte[LONGEST_PING])));
    }
  }

  @Override
  void begin() {
    for (int i = 0; i < CLIENTS; i++) {
      again();
    }
  }

  private void again() {
    connectWebSocket().onSuccess(this::flood);
  }

  private void flood(NetSocket socket) {
    keepDoing(this::again, socket, Duration.ofSeconds(1));
    flood(socket, pings, TIMES);
  }
}
