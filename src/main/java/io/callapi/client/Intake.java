package io.callapi.client;

import io.callapi.client.wire.Reading;
import io.callapi.client.wire.Reading.Reason;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Function;

/**
 * Has the messages of one client worked on, in the order in which they came. While many bytes of
 * them are not answered, nothing more is read from it.
 */
final class Intake {

  /** One long message, or some hundred short ones. */
  static final int MOST_BYTES = 32 * 1024;

  private final Reading reading;
  private final LongMessages longOnes;
  private final Function<String, Future<Void>> work;
  private final Queue<Message> waiting = new ArrayDeque<>();
  private long bytes;
  private boolean inLine;

  private record Message(String text, int length) {

    boolean isLong() {
      return length > LongMessages.LONG;
    }
  }

  /**
   * @param longOnes the same for all clients of this event loop
   * @param work completes when a message is answered, and never fails
   */
  Intake(Reading reading, LongMessages longOnes, Function<String, Future<Void>> work) {
    this.reading = reading;
    this.longOnes = longOnes;
    this.work = work;
  }

  /**
   * A message has come.
   *
   * @param length in bytes
   */
  void take(String text, int length) {
    bytes += length;
    if (bytes > MOST_BYTES) {
      reading.hold(Reason.WORK_WAITS);
    }
    waiting.add(new Message(text, length));
    goOn();
  }

  /** The client is gone; what waits is not worked on any more. */
  void close() {
    waiting.clear();
  }

  private void goOn() {
    for (Message next = waiting.peek(); next != null && !inLine; next = waiting.peek()) {
      if (next.isLong()) {
        inLine = true;
        longOnes.enter(this::onTurn);
      } else {
        waiting.remove();
        begin(next);
      }
    }
  }

  private void onTurn(LongMessages.Turn turn) {
    inLine = false;
    Message next = waiting.poll();
    if (next == null) { // the client has gone
      turn.end();
      return;
    }
    begin(next).onComplete(answered -> turn.end());
    goOn();
  }

  private Future<Void> begin(Message message) {
    return work.apply(message.text()).onComplete(answered -> end(message));
  }

  private void end(Message message) {
    bytes -= message.length();
    if (bytes <= MOST_BYTES) {
      reading.release(Reason.WORK_WAITS);
    }
  }
}
