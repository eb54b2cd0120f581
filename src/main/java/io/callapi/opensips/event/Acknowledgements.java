package io.callapi.opensips.event;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Answers events, which the module's reliable_mode waits for; two at a time.
 *
 * <p>If it reads more than five answers at once, the module (of 3.6.8 and of 4.0.1) closes the
 * connection: "too many reads retries". What it has sent meanwhile may be lost with it.
 */
final class Acknowledgements {

  private static final int AT_ONCE = 2;

  /** After a second, the module does not wait any more. */
  private static final int MOST = 1000;

  private final NetSocket socket;
  private final Consumer<Runnable> afterPause;
  private final Queue<Object> waiting = new ArrayDeque<>();
  private boolean pausing;

  /**
   * @param afterPause runs something some milliseconds later
   */
  Acknowledgements(NetSocket socket, Consumer<Runnable> afterPause) {
    this.socket = socket;
    this.afterPause = afterPause;
  }

  /** Answers the event with that number, unless too many wait, or nobody reads the answers. */
  void add(Object id) {
    if (waiting.size() < MOST && !socket.writeQueueFull()) {
      waiting.add(id);
    }
    if (!pausing) {
      send();
    }
  }

  private void send() {
    Buffer answers = Buffer.buffer();
    for (int i = 0; i < AT_ONCE && !waiting.isEmpty(); i++) {
      answers.appendBuffer(answer(waiting.remove()));
    }
    if (answers.length() > 0) {
      pausing = true;
      socket.write(answers);
      afterPause.accept(this::resume);
    }
  }

  private void resume() {
    pausing = false;
    send();
  }

  private static Buffer answer(Object id) {
    return JsonObject.of("jsonrpc", "2.0", "result", "OK", "id", id).toBuffer();
  }
}
