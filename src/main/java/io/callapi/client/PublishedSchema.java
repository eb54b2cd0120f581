package io.callapi.client;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

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
    try (InputStream in = PublishedSchema.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("a method without a schema: " + resource);
      }
      return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
