package io.callapi.bench.abuse;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** Clients that have long texts sent back to them and never read. */
final class UnreadEchoes extends Scenario {

  private static final int CLIENTS = 50;
  private static final int LENGTH = 60_000;
  private static final int TIMES = 200; // 12 MB for each client

  UnreadEchoes(Target target) {
    super(target);
  }

  @Override
  void begin() {
    Buffer echo = Frames.text(Requests.of("Echo", new JsonObject().put("x", "x".repeat(LENGTH))));
    for (int i = 0; i < CLIENTS; i++) {
      connectWebSocket().onSuccess(socket -> flood(socket, echo, TIMES));
    }
  }

  /** They are cut off when the kernel has taken nothing more for them for 30 s. */
  @Override
  Duration atLeast() {
    return Duration.ofSeconds(90);
  }

  @Override
  int mayKeep() {
    return 0;
  }
}
