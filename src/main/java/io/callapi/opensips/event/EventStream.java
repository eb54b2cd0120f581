package io.callapi.opensips.event;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import java.math.BigInteger;
import java.util.function.Consumer;

/** One connection over which events come. Those with a number are answered. */
final class EventStream {

  private final NetSocket socket;
  private final ObjectScanner scanner;
  private final Acknowledgements answers;
  private final Consumer<JsonObject> events;
  private final Consumer<String> problems;
  private boolean broken;

  EventStream(
      NetSocket socket,
      ObjectScanner scanner,
      Acknowledgements answers,
      Consumer<JsonObject> events,
      Consumer<String> problems) {
    this.socket = socket;
    this.scanner = scanner;
    this.answers = answers;
    this.events = events;
    this.problems = problems;
  }

  void onData(Buffer piece) {
    if (broken) {
      return;
    }
    try {
      scanner.feed(piece, this::onObject);
    } catch (BrokenStreamException | DecodeException e) {
      broken = true;
      problems.accept(String.valueOf(e.getMessage()));
      socket.close();
    }
  }

  private void onObject(Buffer object) {
    JsonObject event = new JsonObject(object);
    Object id = event.getValue("id");
    if (id instanceof Integer || id instanceof Long || id instanceof BigInteger) {
      answers.add(id);
    }
    events.accept(event);
  }
}
