package io.callapi.opensips.mi;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a management command: a text ({@code "OK"}) or a structure, read by name.
 *
 * @param value as JSON; what is missing or of another type reads as empty
 */
public record MiResult(@Nullable Object value) {

  /** A member of the structure. */
  public MiResult at(String name) {
    return new MiResult(value instanceof JsonObject json ? json.getValue(name) : null);
  }

  /** The entries of a list. */
  public List<MiResult> items() {
    return value instanceof JsonArray array
        ? array.stream().map(MiResult::new).toList()
        : List.of();
  }

  /** A text; empty if it is none. */
  public String text() {
    return value instanceof String text ? text : "";
  }

  /** A whole number; the default if it is none. */
  public int number(int otherwise) {
    return value instanceof Number number ? number.intValue() : otherwise;
  }
}
