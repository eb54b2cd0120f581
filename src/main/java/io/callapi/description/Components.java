package io.callapi.description;

import io.callapi.jsonrpc.JsonRpcError;
import io.vertx.core.json.JsonObject;
import java.util.Objects;

/** What the descriptions of several methods share: {@code methods/components.json}. */
final class Components {

  private static final String RESOURCE = "/methods/components.json";

  private final JsonObject json =
      new JsonObject(Objects.requireNonNull(Resource.text(RESOURCE), RESOURCE));

  /** The schemas, by name; those of the data of errors among them. */
  JsonObject schemas() {
    JsonObject schemas = json.getJsonObject("schemas").copy();
    for (JsonRpcError error : JsonRpcError.values()) {
      JsonObject data = described(error).getJsonObject("data");
      if (data != null) {
        schemas.put(dataName(error), data);
      }
    }
    return schemas;
  }

  /** The errors as OpenRPC has them, by name, each with an example of its data. */
  JsonObject errors() {
    JsonObject errors = new JsonObject();
    for (JsonRpcError error : JsonRpcError.values()) {
      JsonObject shown = new JsonObject().put("code", error.code()).put("message", error.message());
      Object example = described(error).getValue("example");
      errors.put(name(error), example == null ? shown : shown.put("data", example));
    }
    return errors;
  }

  private JsonObject described(JsonRpcError error) {
    JsonObject description =
        json.getJsonObject("errors").getJsonObject(String.valueOf(error.code()));
    if (description == null) {
      throw new IllegalStateException(
          "the error %d is not described: add it to src/main/resources%s"
              .formatted(error.code(), RESOURCE));
    }
    return description;
  }

  static String name(JsonRpcError error) {
    return "E" + -error.code();
  }

  /** The name of the schema of its data. */
  static String dataName(JsonRpcError error) {
    return name(error) + "Data";
  }
}
