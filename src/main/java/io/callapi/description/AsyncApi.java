package io.callapi.description;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;

/** What the methods tell, as an AsyncAPI document (asyncapi.com). */
final class AsyncApi {

  private static final String VERSION = "3.0.0";
  private static final String CHANNEL = "callApi";

  private final JsonObject inChannel = new JsonObject();
  private final JsonObject messages = new JsonObject();
  private final JsonObject operations = new JsonObject();

  JsonObject document(Collection<MethodDescription> methods, String path) {
    methods.forEach(this::add);
    JsonObject channel =
        new JsonObject()
            .put("address", path)
            .put("description", "One JSON-RPC 2.0 message in one text message of a WebSocket.")
            .put("messages", inChannel);
    return new JsonObject()
        .put("asyncapi", VERSION)
        .put("info", ApiDocuments.info())
        .put("defaultContentType", "application/json")
        .put("servers", new JsonObject().put("here", server()))
        .put("channels", new JsonObject().put(CHANNEL, channel))
        .put("operations", operations)
        .put(
            "components",
            new JsonObject().put("messages", messages).put("schemas", new Components().schemas()));
  }

  private static JsonObject server() {
    return new JsonObject()
        .put("host", "localhost:5059")
        .put("protocol", "ws")
        .put("description", "The host and port that this document comes from.");
  }

  private void add(MethodDescription method) {
    if (method.events().isEmpty()) {
      return;
    }
    JsonArray told = new JsonArray();
    method
        .events()
        .forEach(
            (event, what) -> {
              String name = method.name() + "." + event;
              messages.put(
                  name,
                  new JsonObject()
                      .put("name", name)
                      .put("summary", what.summary())
                      .put("payload", Notifications.message(method.name(), event, what)));
              inChannel.put(name, ref("#/components/messages/" + name));
              told.add(ref("#/channels/" + CHANNEL + "/messages/" + name));
            });
    operations.put(
        method.name(),
        new JsonObject()
            .put("action", "send")
            .put("summary", "What is told after " + method.name() + ".")
            .put("channel", ref("#/channels/" + CHANNEL))
            .put("messages", told));
  }

  private static JsonObject ref(String pointer) {
    return new JsonObject().put("$ref", pointer);
  }
}
