package io.callapi.simulator;

import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.JsonEvent;
import io.vertx.core.parsetools.JsonParser;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The connection to one receiver of events. */
final class SimulatedEventStream {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final NetSocket socket;
  private final Worker worker;
  private final Runnable unanswered;
  private final Map<Integer, Worker.Due> pending = new HashMap<>();

  SimulatedEventStream(NetSocket socket, Worker worker, Runnable unanswered) {
    this.socket = socket;
    this.worker = worker;
    this.unanswered = unanswered;
    JsonParser replies = JsonParser.newParser().objectValueMode().handler(this::answered);
    replies.exceptionHandler(notJson -> socket.close());
    socket.handler(replies);
  }

  void onClose(Runnable closed) {
    socket.closeHandler(end -> worker.change(closed));
  }

  void write(JsonObject event) {
    socket.write(event.toBuffer());
  }

  /** Sends an event that has to be answered with the same id. */
  void request(int id, JsonObject event) {
    pending.put(id, worker.after(PATIENCE, () -> expire(id)));
    write(event);
  }

  void close() {
    socket.close();
  }

  private void expire(int id) {
    pending.remove(id);
    unanswered.run();
  }

  private void answered(JsonEvent event) {
    worker.change(() -> take(event));
  }

  private void take(JsonEvent event) {
    if (event.isObject() && event.objectValue().getValue("id") instanceof Integer id) {
      Worker.Due due = pending.remove(id);
      if (due != null) {
        due.cancel();
      }
    } else if (!pending.isEmpty()) {
      close(); // an answer that cannot be matched ends the connection
    }
  }
}
