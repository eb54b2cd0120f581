package io.callapi.client;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A message on its way in, put together out of frames. */
final class IncomingMessage {

  private Buffer bytes = Buffer.buffer();
  private boolean text;
  private boolean begun;
  private long since;

  /** One more frame of data. */
  void add(WebSocketFrame frame) {
    if (!begun) {
      begun = true;
      text = frame.isText();
      since = System.nanoTime();
    }
    bytes.appendBuffer(frame.binaryData());
  }

  int length() {
    return bytes.length();
  }

  /** Whether it began so long ago and is not complete. */
  boolean isOlderThan(Duration time) {
    return begun && System.nanoTime() - since >= time.toNanos();
  }

  /**
   * The whole of it; what comes next is another one. Bytes of a binary message that are not UTF-8
   * become something that is not JSON.
   *
   * @throws CharacterCodingException if it is a text message and not UTF-8
   */
  String take() throws CharacterCodingException {
    Buffer whole = bytes;
    bytes = Buffer.buffer();
    begun = false;
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(whole.getBytes()))
          .toString();
    } catch (CharacterCodingException e) {
      if (text) {
        throw e;
      }
      return "";
    }
  }
}
