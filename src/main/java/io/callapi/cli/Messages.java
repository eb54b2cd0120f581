package io.callapi.cli;

import io.vertx.core.json.JsonObject;

/** Reads the messages of a server, whatever shape they have. */
final class Messages {

  private Messages() {}

  /** The event of a reply or a notification; empty if the message has none. */
  static String event(JsonObject message) {
    return object(message, message.containsKey("result") ? "result" : "params")
        .getValue("event", "")
        .toString();
  }

  /** The member of that name, an empty object if it is anything else. */
  static JsonObject object(JsonObject message, String name) {
    return message.getValue(name) instanceof JsonObject object ? object : new JsonObject();
  }
}
