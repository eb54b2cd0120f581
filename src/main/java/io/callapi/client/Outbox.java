package io.callapi.client;

import io.vertx.core.http.WebSocketBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to one socket, one message after the other. A client that reads too slowly is first read
 * from more slowly, and disconnected when {@link #MAX_UNWRITTEN} messages wait for it: nothing is
 * left out in silence.
 */
final class Outbox {

  /** The most messages that may wait for a client. */
  static final int MAX_UNWRITTEN = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
  private static final short TRY_AGAIN_LATER = 1013; // IANA WebSocket close code registry

  private final WebSocketBase socket;
  private int unwritten;
  private boolean paused;

  Outbox(WebSocketBase socket) {
    this.socket = socket;
  }

  void write(String text) {
    if (socket.isClosed()) {
      return;
    }
    unwritten++;
    socket.writeTextMessage(text).onComplete(written -> unwritten--);
    if (unwritten > MAX_UNWRITTEN) {
      LOG.warn("{} reads too slowly, {} messages wait", socket.remoteAddress(), unwritten);
      close(TRY_AGAIN_LATER, "too slow");
    } else if (socket.writeQueueFull() && !paused) {
      pauseReading();
    }
  }

  private void pauseReading() {
    paused = true;
    socket.pause();
    socket.drainHandler(drained -> resumeReading());
  }

  private void resumeReading() {
    paused = false;
    socket.resume();
  }

  void close(short code, String reason) {
    socket
        .close(code, reason)
        .onFailure(e -> LOG.debug("{}: close: {}", socket.remoteAddress(), e.getMessage()));
  }
}
