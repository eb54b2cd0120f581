package io.callapi.client;

import io.callapi.client.wire.Reading.Reason;
import io.callapi.client.wire.Wire;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket: watches the size of messages, the rate of what is none, how long the peer takes,
 * and notices one that has gone without a word.
 */
final class Connection {

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  // RFC 6455, section 7.4.1
  private static final short NO_SIGN_OF_LIFE = 1001;
  private static final short NOT_UTF8 = 1007;
  private static final short POLICY = 1008;
  private static final short MESSAGE_TOO_BIG = 1009;

  /** Pings, pongs, and frames that do not end a message: no client needs many. */
  private static final int OTHER_FRAMES_A_SECOND = 200;

  private final ServerWebSocket socket;
  private final Wire wire;
  private final Attachment attachment;
  private final Outbox outbox;
  private final ClientSettings settings;
  private final IncomingMessage message = new IncomingMessage();
  private final Intake intake;
  private final RateLimit otherFrames;
  private boolean heard = true;

  Connection(
      ServerWebSocket socket,
      Wire wire,
      Attachment attachment,
      Outbox outbox,
      ClientSettings settings,
      LongMessages longOnes) {
    this.socket = socket;
    this.wire = wire;
    this.attachment = attachment;
    this.outbox = outbox;
    this.settings = settings;
    this.intake = new Intake(wire.reading(), longOnes, attachment::onText);
    this.otherFrames =
        new RateLimit(
            settings.maxRequestsPerSecond() == 0 ? 0 : OTHER_FRAMES_A_SECOND, System::nanoTime);
  }

  void open(Runnable onClose) {
    socket.frameHandler(this::onFrame);
    socket.exceptionHandler(this::onException);
    socket.closeHandler(
        closed -> {
          intake.close();
          attachment.onClose();
          outbox.onClosed();
          onClose.run();
        });
    wire.becomeWebSocket();
  }

  /** A frame that is too long or breaks the protocol: the peer is told why before it is cut off. */
  private void onException(Throwable e) {
    LOG.debug("{}: {}", socket.remoteAddress(), e.toString());
    if (e instanceof CorruptedWebSocketFrameException broken) {
      close((short) broken.closeStatus().code(), broken.closeStatus().reasonText());
    }
  }

  private void onFrame(WebSocketFrame frame) {
    heard = true;
    boolean data = frame.isText() || frame.isBinary() || frame.isContinuation();
    if (frame.isClose()) {
      outbox.awaitClose(); // Vert.x answers
    } else if (!data) {
      count();
    } else if (!outbox.isClosing()) {
      onData(frame);
    }
  }

  private void onData(WebSocketFrame frame) {
    message.add(frame);
    if (message.length() > settings.maxFrameSize()) {
      close(MESSAGE_TOO_BIG, "message over " + settings.maxFrameSize() + " bytes");
    } else if (frame.isFinal()) {
      onWhole();
    } else {
      count();
    }
  }

  private void onWhole() {
    int length = message.length();
    try {
      intake.take(message.take(), length);
    } catch (CharacterCodingException e) {
      close(NOT_UTF8, "message is not UTF-8");
    }
  }

  /** What is no request takes up the rate of requests; the peer waits if that is used up. */
  private void count() {
    int waitMs = otherFrames.take();
    if (waitMs > 0) {
      wire.reading().holdFor(Reason.OVER_RATE, Duration.ofMillis(waitMs));
    }
  }

  /** Looks whether the peer takes too long for something; call it now and then. */
  void look() {
    outbox.look();
    heard |= wire.progress().hasMoved();
    if (message.isOlderThan(settings.limits().times().message())) {
      close(POLICY, "message not complete in time");
    }
  }

  void ping() {
    if (!heard) {
      close(NO_SIGN_OF_LIFE, "no sign of life");
      return;
    }
    heard = false;
    socket
        .writePing(Buffer.buffer("?"))
        .onFailure(e -> LOG.debug("{}: ping: {}", socket.remoteAddress(), e.getMessage()));
  }

  void close(short code, String reason) {
    outbox.close(code, reason);
  }
}
