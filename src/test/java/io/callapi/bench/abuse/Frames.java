package io.callapi.bench.abuse;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** WebSocket frames as a client sends them (RFC 6455, section 5.2), masked with zeros. */
final class Frames {

  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;
  private static final int TEXT = 1;
  private static final int PING = 9;
  private static final int SHORT_LENGTH = 125;
  private static final int LENGTH_IN_TWO_BYTES = 126;
  private static final int LENGTH_IN_EIGHT_BYTES = 127;

  private Frames() {}

  static Buffer text(String text) {
    return text(Buffer.buffer(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Of bytes that may be no text. */
  static Buffer text(Buffer payload) {
    return frame(FIN | TEXT, payload);
  }

  /** The first part of a message that has more. */
  static Buffer unfinishedText(String text) {
    return frame(TEXT, Buffer.buffer(text));
  }

  static Buffer ping(Buffer payload) {
    return frame(FIN | PING, payload);
  }

  private static Buffer frame(int first, Buffer payload) {
    Buffer frame = Buffer.buffer().appendUnsignedByte((short) first);
    int length = payload.length();
    if (length <= SHORT_LENGTH) {
      frame.appendUnsignedByte((short) (MASKED | length));
    } else if (length < 1 << Short.SIZE) {
      frame.appendUnsignedByte((short) (MASKED | LENGTH_IN_TWO_BYTES)).appendUnsignedShort(length);
    } else {
      frame.appendUnsignedByte((short) (MASKED | LENGTH_IN_EIGHT_BYTES)).appendLong(length);
    }
    return frame.appendInt(0).appendBuffer(payload);
  }
}
