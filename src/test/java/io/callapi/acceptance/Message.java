package io.callapi.acceptance;

import io.vertx.core.json.JsonObject;

/**
 * One message that a client has received.
 *
 * @param atNanos when, by {@link System#nanoTime}
 */
record Message(JsonObject json, long atNanos) {

  boolean isReply() {
    return json.containsKey("id");
  }

  /** Whether it is the reply that says that the command has started. */
  boolean hasStarted(String cmdId) {
    return json.getValue("result") instanceof JsonObject result
        && cmdId.equals(result.getString("cmd_id"));
  }

  /** The members of an event; empty for a reply. */
  JsonObject params() {
    return json.getJsonObject("params", new JsonObject());
  }

  String cmdId() {
    return params().getString("cmd_id", "");
  }

  String event() {
    return params().getString("event", "");
  }
}
