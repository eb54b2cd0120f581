package io.callapi.bench.faults;

import io.callapi.bench.client.CommandLog;
import io.vertx.core.json.JsonObject;

/** Logs of commands, for tests. */
final class Logs {

  private Logs() {}

  /** A command with these events after its reply; {@code CallHoldStart:caller} has a leg. */
  static CommandLog of(String method, JsonObject params, String... events) {
    CommandLog log = new CommandLog("c1", method, params);
    log.add(
        new JsonObject().put("id", "c1").put("result", new JsonObject().put("event", "Started")));
    for (String event : events) {
      log.add(notification(method, event.split(":", -1)));
    }
    return log;
  }

  /** A command that fails with this cause. */
  static CommandLog refused(String method, JsonObject params, String source, int code) {
    CommandLog log = of(method, params);
    JsonObject error = notification(method, "Error");
    error
        .getJsonObject("params")
        .put("cause", new JsonObject().put("source", source).put("code", code));
    log.add(error);
    log.add(notification(method, "Ended"));
    return log;
  }

  private static JsonObject notification(String method, String... event) {
    JsonObject params = new JsonObject().put("cmd_id", "c1").put("event", event[0]);
    if (event.length > 1) {
      // The second part is the leg of a hold, or the new call of a transfer.
      String name = event[0].contains("old") ? "leg" : "callid";
      params.put("data", new JsonObject().put(name, event[1]));
    }
    return new JsonObject().put("method", method).put("params", params);
  }
}
