package io.callapi.client;

import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket: puts messages together out of frames, watches their size, and notices a peer that
 * has gone without a word.
 */
final class Connection {

  /** How often a sign of life is asked for; without one between two pings the peer is gone. */
  static final Duration PING_EVERY = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final short MESSAGE_TOO_BIG = 1009; // RFC 6455, section 7.4.1
  private static final short NO_SIGN_OF_LIFE = 1001;

  private final ServerWebSocket socket;
  private final ClientSession session;
  private final int maxSize;
  private Buffer message = Buffer.buffer();
  private boolean heard = true;
  private boolean tooBig;

  Connection(ServerWebSocket socket, ClientSession session, int maxSize) {
    this.socket = socket;
    this.session = session;
    this.maxSize = maxSize;
  }

  void open(Runnable onClose) {
    socket.frameHandler(this::onFrame);
    socket.pongHandler(pong -> heard = true);
    socket.exceptionHandler(this::onException);
    socket.closeHandler(
        closed -> {
          session.onClose();
          onClose.run();
        });
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
    if (tooBig || !(frame.isText() || frame.isBinary() || frame.isContinuation())) {
      return;
    }
    message.appendBuffer(frame.binaryData());
    if (message.length() > maxSize) {
      tooBig = true;
      close(MESSAGE_TOO_BIG, "message over " + maxSize + " bytes");
    } else if (frame.isFinal()) {
      Buffer whole = message;
      message = Buffer.buffer();
      session.onText(text(whole));
    }
  }

  /** The text of a message; bytes that are not UTF-8 become something that is not JSON. */
  private static String text(Buffer message) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(message.getBytes()))
          .toString();
    } catch (CharacterCodingException e) {
      return "";
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
    session.close(code, reason);
  }
}
