package io.callapi.bench;

import io.vertx.core.http.WebSocket;
import java.util.HashMap;
import java.util.Map;

/** One connection that sends the next request whenever one has ended. */
final class LoadConnection {

  private final WebSocket socket;
  private final Workload workload;
  private final String name;
  private final Map<String, Long> sentAt = new HashMap<>();
  private Tally tally = new Tally();
  private Runnable onEnded = () -> {};
  private boolean sending;
  private long sequence;

  /**
   * @param name a part of all its ids
   */
  LoadConnection(WebSocket socket, Workload workload, String name) {
    this.socket = socket;
    this.workload = workload;
    this.name = name;
    socket.textMessageHandler(this::received);
  }

  /** Begins to send, and goes on until {@link #stop}. */
  void start(int outstanding, Tally count, Runnable whenEnded) {
    tally = count;
    onEnded = whenEnded;
    sending = true;
    sentAt.clear();
    for (int i = 0; i < outstanding; i++) {
      send();
    }
  }

  void stop() {
    sending = false;
  }

  int outstanding() {
    return sentAt.size();
  }

  private void send() {
    String id = name + "-" + sequence++;
    sentAt.put(id, System.nanoTime());
    socket.writeTextMessage(workload.request(id)).onFailure(e -> tally.addWrong());
  }

  private void received(String message) {
    if (workload.isWrong(message)) {
      tally.addWrong();
    }
    String id = workload.endedBy(message);
    Long since = id == null ? null : sentAt.remove(id);
    if (since == null) {
      return;
    }
    tally.done(System.nanoTime() - since, sending);
    if (sending) {
      send();
    } else {
      onEnded.run();
    }
  }
}
