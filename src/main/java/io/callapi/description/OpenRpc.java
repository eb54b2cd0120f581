package io.callapi.description;

import io.callapi.jsonrpc.JsonRpcError;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Map;

/** The methods as an OpenRPC document (spec.open-rpc.org). */
final class OpenRpc {

  private static final String VERSION = "1.3.2";

  private final Components components = new Components();

  JsonObject document(Collection<MethodDescription> methods, String path) {
    JsonArray all = new JsonArray();
    methods.forEach(method -> all.add(method(method)));
    return new JsonObject()
        .put("openrpc", VERSION)
        .put("info", ApiDocuments.info())
        .put("servers", new JsonArray().add(server(path)))
        .put("methods", all)
        .put(
            "components",
            new JsonObject()
                .put("schemas", components.schemas())
                .put("errors", components.errors()));
  }

  private static JsonObject server(String path) {
    return new JsonObject()
        .put("name", "here")
        .put("url", "ws://localhost:5059" + path)
        .put("description", "A WebSocket, at the host and port that this document comes from.");
  }

  private static JsonObject method(MethodDescription method) {
    JsonObject json =
        new JsonObject()
            .put("name", method.name())
            .put("summary", method.summary())
            .put("tags", new JsonArray().add(new JsonObject().put("name", method.kind().text())))
            .put("paramStructure", "by-name")
            .put("params", params(method))
            .put("result", descriptor("result", method.result()))
            .put("errors", errors(method))
            .put("examples", examples(method));
    if (method.takesOthers()) {
      json.put("x-additional-params", true);
    }
    return method.events().isEmpty() ? json : json.put("x-notifications", notifications(method));
  }

  private static JsonArray params(MethodDescription method) {
    JsonArray params = new JsonArray();
    method
        .properties()
        .forEach(
            (name, schema) ->
                params.add(
                    descriptor(name, schema).put("required", method.required().contains(name))));
    return params;
  }

  private static JsonObject descriptor(String name, JsonObject schema) {
    JsonObject descriptor = new JsonObject().put("name", name).put("schema", schema);
    String text = schema.getString("description");
    return text == null ? descriptor : descriptor.put("summary", text);
  }

  private static JsonArray errors(MethodDescription method) {
    JsonArray errors = new JsonArray();
    for (JsonRpcError error : method.errors()) {
      errors.add(new JsonObject().put("$ref", "#/components/errors/" + Components.name(error)));
    }
    return errors;
  }

  private static JsonArray examples(MethodDescription method) {
    JsonArray examples = new JsonArray();
    for (JsonObject example : method.examples()) {
      JsonArray params = new JsonArray();
      example.getJsonObject("params").forEach(param -> params.add(value(param)));
      examples.add(
          new JsonObject()
              .put("name", example.getString("name"))
              .put("params", params)
              .put("result", value(Map.entry("result", example.getValue("result")))));
    }
    return examples;
  }

  private static JsonObject value(Map.Entry<String, Object> entry) {
    return new JsonObject().put("name", entry.getKey()).put("value", entry.getValue());
  }

  private static JsonObject notifications(MethodDescription method) {
    JsonObject all = new JsonObject();
    method
        .events()
        .forEach(
            (name, event) -> {
              JsonObject told =
                  new JsonObject()
                      .put("summary", event.summary())
                      .put("schema", Notifications.params(name, event));
              all.put(name, told);
            });
    return all;
  }
}
