package io.callapi.bench.abuse;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.function.Consumer;

/** Takes the frames apart that a server sends (RFC 6455, section 5.2), and hands the texts on. */
final class Inbox {

  private static final int FIN = 0x80;
  private static final int CONTROL = 0x08;
  private static final int SHORT_LENGTH = 125;
  private static final int LENGTH_IN_TWO_BYTES = 126;

  private final Consumer<String> texts;
  private Buffer unread = Buffer.buffer();
  private Buffer message = Buffer.buffer();

  private Inbox(Consumer<String> texts) {
    this.texts = texts;
  }

  static void read(NetSocket socket, Consumer<String> texts) {
    Inbox inbox = new Inbox(texts);
    socket.handler(inbox::received);
    socket.resume();
  }

  private void received(Buffer part) {
    unread.appendBuffer(part);
    int head = headLength();
    while (head > 0 && unread.length() >= head + length()) {
      int end = head + length();
      frame(unread.getUnsignedByte(0), unread.getBuffer(head, end));
      unread = unread.getBuffer(end, unread.length());
      head = headLength();
    }
  }

  private void frame(int first, Buffer payload) {
    if ((first & CONTROL) != 0) {
      return;
    }
    message.appendBuffer(payload);
    if ((first & FIN) != 0) {
      String text = message.toString();
      message = Buffer.buffer();
      texts.accept(text);
    }
  }

  /** 0 if not all of it has come. */
  private int headLength() {
    if (unread.length() < 2) {
      return 0;
    }
    int marker = unread.getUnsignedByte(1);
    int length = marker <= SHORT_LENGTH ? 2 : marker == LENGTH_IN_TWO_BYTES ? 4 : 10;
    return unread.length() < length ? 0 : length;
  }

  private int length() {
    int marker = unread.getUnsignedByte(1);
    if (marker <= SHORT_LENGTH) {
      return marker;
    }
    return marker == LENGTH_IN_TWO_BYTES ? unread.getUnsignedShort(2) : (int) unread.getLong(2);
  }
}
