package io.callapi.doctor;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The events that have come in by one way so far, and those that are waited for. */
final class HeardEvents {

  private final List<JsonObject> events = new ArrayList<>();
  private final List<Waiting> waiting = new ArrayList<>();

  private record Waiting(String event, String callId, Promise<JsonObject> arrival) {

    void offer(JsonObject json) {
      boolean same = event.equals(json.getValue("method"));
      if (same
          && json.getValue("params") instanceof JsonObject params
          && callId.equals(params.getValue("callid"))) {
        arrival.tryComplete(params);
      }
    }
  }

  void add(JsonObject event) {
    events.add(event);
    List.copyOf(waiting).forEach(one -> one.offer(event));
  }

  /** The parameters of that event about that call; it may have come already. */
  Future<JsonObject> hear(String event, String callId, Duration patience) {
    Waiting one = new Waiting(event, callId, Promise.promise());
    waiting.add(one);
    List.copyOf(events).forEach(one::offer);
    return one.arrival()
        .future()
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(done -> waiting.remove(one));
  }
}
