package io.callapi.description;

import io.vertx.core.json.JsonObject;

/** The JSON Schema of a method's parameters, as it is published in this program. */
public final class PublishedSchema {

  private PublishedSchema() {}

  /**
   * Reads {@code schemas/<method>.json}.
   *
   * @throws IllegalStateException if there is none
   */
  public static JsonObject of(String method) {
    String resource = "/schemas/" + method + ".json";
    String text = Resource.text(resource);
    if (text == null) {
      throw new IllegalStateException("a method without a schema: " + resource);
    }
    return new JsonObject(text);
  }
}
