package io.callapi.description;

import io.callapi.description.MethodDescription.Event;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** How what a method tells looks on the wire. */
final class Notifications {

  private Notifications() {}

  /** The schema of a whole message. */
  static JsonObject message(String method, String name, Event event) {
    return object("jsonrpc", "method", "params")
        .put(
            "properties",
            new JsonObject()
                .put("jsonrpc", one("2.0"))
                .put("method", one(method))
                .put("params", params(name, event)));
  }

  /** The schema of its parameters. */
  static JsonObject params(String name, Event event) {
    JsonObject members = new JsonObject().put("cmd_id", ref("CommandId")).put("event", one(name));
    JsonObject schema = object("cmd_id", "event");
    JsonArray required = schema.getJsonArray("required");
    if (event.data() != null) {
      members.put("data", event.data());
      required.add("data");
    }
    if (event.cause()) {
      members.put("cause", ref("Cause"));
      required.add("cause");
    }
    members
        .put("tag", ref("Tag"))
        .put("seq", new JsonObject().put("type", "integer").put("minimum", 1));
    return schema.put("properties", members);
  }

  private static JsonObject object(String... required) {
    JsonArray names = new JsonArray();
    for (String name : required) {
      names.add(name);
    }
    return new JsonObject().put("type", "object").put("required", names);
  }

  private static JsonObject one(String value) {
    return new JsonObject().put("enum", new JsonArray().add(value));
  }

  private static JsonObject ref(String name) {
    return new JsonObject().put("$ref", "#/components/schemas/" + name);
  }
}
