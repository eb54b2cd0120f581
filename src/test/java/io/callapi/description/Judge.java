package io.callapi.description;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges messages of a server by its two documents. It is stricter than a client should be: a
 * member that is not described is a fault.
 */
public final class Judge {

  private static final Set<Integer> OF_NO_METHOD = Set.of(-32700, -32600, -32601, -32002, -32603);

  private final Map<String, Validator> results = new HashMap<>();
  private final Map<String, Set<Integer>> errors = new HashMap<>();
  private final Map<Integer, Validator> errorData = new HashMap<>();
  private final Map<String, Validator> notifications = new HashMap<>();

  public Judge(JsonObject openRpc, JsonObject asyncApi) {
    JsonObject components = closed(openRpc.getJsonObject("components"));
    JsonObject known = components.getJsonObject("errors");
    known.forEach(
        entry -> {
          int code = ((JsonObject) entry.getValue()).getInteger("code");
          JsonObject data =
              components.getJsonObject("schemas").getJsonObject(entry.getKey() + "Data");
          if (data != null) {
            errorData.put(code, validator(data, components));
          }
        });
    for (Object each : openRpc.getJsonArray("methods")) {
      JsonObject method = (JsonObject) each;
      String name = method.getString("name");
      results.put(
          name, validator(method.getJsonObject("result").getJsonObject("schema"), components));
      Set<Integer> codes = new HashSet<>();
      method.getJsonArray("errors").stream()
          .map(error -> ((JsonObject) error).getString("$ref").replaceFirst(".*/", ""))
          .forEach(error -> codes.add(known.getJsonObject(error).getInteger("code")));
      errors.put(name, codes);
    }
    JsonObject told = asyncApi.getJsonObject("components");
    told.getJsonObject("messages")
        .forEach(
            entry -> {
              JsonObject payload = ((JsonObject) entry.getValue()).getJsonObject("payload");
              notifications.put(entry.getKey(), validator(payload, closed(told)));
            });
  }

  /** What is wrong with the reply to a request of that method; empty if it is as described. */
  public List<String> faultsOfReply(String method, JsonObject reply) {
    JsonObject error = reply.getJsonObject("error");
    if (error == null) {
      return results.containsKey(method)
          ? faults(results.get(method), reply.getValue("result"))
          : List.of("a result of a method that is not described: " + method);
    }
    int code = error.getInteger("code");
    if (!errors.getOrDefault(method, OF_NO_METHOD).contains(code)) {
      return List.of("the error " + code + " is not described for " + method);
    }
    Validator data = errorData.get(code);
    return data == null || !error.containsKey("data")
        ? List.of()
        : faults(data, error.getValue("data"));
  }

  /** What is wrong with something that was told. */
  public List<String> faultsOfNotification(JsonObject message) {
    String name =
        message.getString("method") + "." + message.getJsonObject("params").getString("event");
    Validator validator = notifications.get(name);
    return validator == null
        ? List.of("a notification that is not described: " + name)
        : faults(validator, message);
  }

  private static List<String> faults(Validator validator, Object value) {
    OutputUnit result = validator.validate(value);
    return Boolean.TRUE.equals(result.getValid())
        ? List.of()
        : result.getErrors().stream()
            .map(error -> error.getInstanceLocation() + ": " + error.getError())
            .toList();
  }

  private static Validator validator(JsonObject schema, JsonObject components) {
    String whole = closed(schema).put("$defs", components.getJsonObject("schemas")).encode();
    return Validator.create(
        JsonSchema.of(new JsonObject(whole.replace("#/components/schemas/", "#/$defs/"))),
        new JsonSchemaOptions()
            .setBaseUri("https://described.invalid/")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic));
  }

  private static JsonObject closed(JsonObject json) {
    return (JsonObject) closed((Object) json);
  }

  private static Object closed(Object json) {
    if (json instanceof JsonArray array) {
      JsonArray all = new JsonArray();
      array.forEach(each -> all.add(closed(each)));
      return all;
    }
    if (!(json instanceof JsonObject object)) {
      return json;
    }
    JsonObject copy = new JsonObject();
    object.forEach(entry -> copy.put(entry.getKey(), closed(entry.getValue())));
    if ("object".equals(copy.getValue("type"))
        && copy.getValue("properties") instanceof JsonObject) {
      if (!copy.containsKey("additionalProperties")) {
        copy.put("additionalProperties", false);
      }
    }
    return copy;
  }
}
