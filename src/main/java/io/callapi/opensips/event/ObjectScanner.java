package io.callapi.opensips.event;

import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/**
 * Cuts a stream into JSON objects, which come back to back with nothing between them and in pieces
 * of any size. It only finds where an object ends; whether it is proper JSON, its reader will see.
 *
 * <p>It looks at bytes: in UTF-8 those of ASCII stand for themselves only.
 */
final class ObjectScanner {

  private final int longest;
  private Buffer begun = Buffer.buffer();
  private int depth;
  private boolean inString;
  private boolean escaped;

  /**
   * @param longest the most bytes that an object may have
   */
  ObjectScanner(int longest) {
    this.longest = longest;
  }

  /**
   * Takes what has come, and hands over the objects that it completes.
   *
   * @throws BrokenStreamException if it is no object, or too long; nothing works after that
   */
  void feed(Buffer piece, Consumer<Buffer> objects) {
    int start = 0;
    for (int i = 0; i < piece.length(); i++) {
      int before = depth;
      advance(piece.getByte(i));
      if (before == 0 && depth == 1) {
        start = i;
      } else if (before == 1 && depth == 0) {
        keep(piece, start, i + 1);
        Buffer object = begun;
        begun = Buffer.buffer();
        objects.accept(object);
      }
    }
    if (depth > 0) {
      keep(piece, start, piece.length());
    }
  }

  private void keep(Buffer piece, int start, int end) {
    if (begun.length() + end - start > longest) {
      throw new BrokenStreamException("an object of more than " + longest + " bytes");
    }
    begun.appendBuffer(piece, start, end - start);
  }

  private void advance(byte next) {
    if (inString) {
      advanceInString(next);
    } else if (next == '{') {
      depth++;
    } else if (depth == 0) {
      requireSpace(next);
    } else if (next == '}') {
      depth--;
    } else {
      inString = next == '"';
    }
  }

  private void advanceInString(byte next) {
    if (escaped) {
      escaped = false;
    } else {
      escaped = next == '\\';
      inString = next != '"';
    }
  }

  private static void requireSpace(byte next) {
    if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
      throw new BrokenStreamException("%02x outside of any object".formatted(next));
    }
  }
}
