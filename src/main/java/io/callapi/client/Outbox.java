package io.callapi.client;

import io.callapi.client.wire.Reading.Reason;
import io.callapi.client.wire.Wire;
import io.netty.buffer.ByteBufUtil;
import io.vertx.core.http.WebSocketBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to one socket, one message after the other. A client that reads too slowly is first read
 * from no more, and disconnected when too many bytes wait for it: nothing is left out in silence.
 */
final class Outbox {

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  /** So many bytes may wait before what can wait has to; as many as Vert.x lets wait. */
  private static final int WINDOW = 64 * 1024;

  private static final short TRY_AGAIN_LATER = 1013; // IANA WebSocket close code registry

  private final WebSocketBase socket;
  private final Wire wire;
  private final ClientLimits limits;
  private final Noise noise;
  private final UnreadTotal.Share unread;
  private boolean closing;
  private boolean starved;
  private Runnable onRoom = () -> {};

  Outbox(WebSocketBase socket, Wire wire, ClientLimits limits, Crowd crowd) {
    this.socket = socket;
    this.wire = wire;
    this.limits = limits;
    this.noise = crowd.noise();
    this.unread = crowd.unread().open(this::cutOffSoon);
    socket.drainHandler(drained -> wire.reading().release(Reason.PEER_READS_SLOWLY));
  }

  void write(String text) {
    if (closing || socket.isClosed()) {
      return;
    }
    int bytes = ByteBufUtil.utf8Bytes(text);
    unread.add(bytes);
    socket.writeTextMessage(text).onComplete(written -> onWritten(bytes));
    if (unread.bytes() > limits.unread()) {
      noteSlow();
      close(TRY_AGAIN_LATER, "too slow");
    } else if (socket.writeQueueFull()) {
      wire.reading().hold(Reason.PEER_READS_SLOWLY);
    }
  }

  private void onWritten(int bytes) {
    unread.remove(bytes);
    if (starved && !closing && unread.bytes() <= WINDOW / 2) {
      starved = false;
      onRoom.run();
    }
  }

  /** Whether so much waits that what can wait should not be written now. */
  boolean isFull() {
    boolean full = unread.bytes() >= WINDOW;
    starved |= full;
    return full;
  }

  /** The action is run when it is not full any more. */
  void onRoom(Runnable action) {
    onRoom = action;
  }

  /** Cuts off a peer that has not read anything for too long; call it now and then. */
  void look() {
    wire.progress().look();
    if (wire.progress().isStuckFor(limits.times().read())) {
      noteSlow();
      wire.cutOff();
    }
  }

  private void cutOffSoon() {
    noteSlow();
    wire.cutOffSoon();
  }

  private void noteSlow() {
    noise.slow().note("%s, %d bytes wait".formatted(socket.remoteAddress(), unread.bytes()));
  }

  /** Tells the peer, writes nothing more, and does not wait for it for long. */
  void close(short code, String reason) {
    if (closing) {
      return;
    }
    awaitClose();
    socket
        .close(code, reason)
        .onFailure(e -> LOG.debug("{}: close: {}", socket.remoteAddress(), e.getMessage()));
  }

  /** The peer closes, or has been told to: either way it does not have long for it. */
  void awaitClose() {
    if (!closing) {
      closing = true;
      wire.reading().release(Reason.PEER_READS_SLOWLY);
      wire.cutOffAfter(limits.times().close(), this::noteSilent);
    }
  }

  /** Whether nothing is written any more, so that nothing should be begun either. */
  boolean isClosing() {
    return closing;
  }

  private void noteSilent() {
    noise.silent().note(String.valueOf(socket.remoteAddress()));
  }

  void onClosed() {
    unread.close();
  }
}
