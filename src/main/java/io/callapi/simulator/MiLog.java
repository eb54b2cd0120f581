package io.callapi.simulator;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Remembers the requests that have come in, and whether they are to be answered. */
final class MiLog {

  private static final int CAPACITY = 10_000;

  private final Deque<String> messages = new ArrayDeque<>();
  private boolean answered = true;

  void received(Buffer message) {
    if (messages.size() == CAPACITY) {
      messages.removeFirst();
    }
    messages.add(message.toString());
  }

  List<String> messages() {
    return List.copyOf(messages);
  }

  boolean isAnswered() {
    return answered;
  }

  void answer(boolean answered) {
    this.answered = answered;
  }
}
