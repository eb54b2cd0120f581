package io.callapi.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What a message looks like, whatever its values are: members, types, and the form of texts. */
final class Shape {

  private Shape() {}

  static Object of(Object value) {
    if (value instanceof JsonObject object) {
      JsonObject shape = new JsonObject();
      object.forEach(member -> shape.put(member.getKey(), of(member.getValue())));
      return shape;
    }
    if (value instanceof JsonArray array) {
      return new JsonArray(array.stream().map(Shape::of).toList());
    }
    if (value instanceof String text) {
      return text.matches(".*\\d.*")
          ? text.replaceAll("[A-Za-z]+", "a").replaceAll("\\d+", "9")
          : "text";
    }
    return value.getClass().getSimpleName();
  }
}
