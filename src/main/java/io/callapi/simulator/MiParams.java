package io.callapi.simulator;

import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of one request, by name. */
record MiParams(Map<String, Object> values) {

  /** Text; a number counts as its digits. */
  String text(String name) {
    return optionalText(name).orElseThrow(() -> badType(name));
  }

  Optional<String> optionalText(String name) {
    Object value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String || value instanceof Number) {
      return Optional.of(value.toString());
    }
    throw badType(name);
  }

  /** A whole number; its digits as text count, too. */
  Optional<Integer> optionalNumber(String name) {
    Optional<String> text = optionalText(name);
    try {
      return text.map(digits -> Double.valueOf(digits).intValue());
    } catch (NumberFormatException notANumber) {
      throw badType(name);
    }
  }

  List<String> texts(String name) {
    if (values.get(name) instanceof JsonArray array) {
      return array.stream().map(String::valueOf).toList();
    }
    throw badType(name);
  }

  private static MiRefusal badType(String name) {
    return MiRefusal.invalidParams("Bad type for parameter '%s'".formatted(name));
  }
}
