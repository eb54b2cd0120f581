package io.callapi.cli;

import io.callapi.description.MethodDescription;
import io.vertx.core.json.JsonObject;

/** What is written behind an equals sign, as the method takes it. */
final class TypedText {

  private TypedText() {}

  /** A number or a truth value where the method takes one and it is one; else the text. */
  static Object value(String method, String parameter, String text) {
    return switch (type(method, parameter)) {
      case "integer" -> text.matches("-?\\d{1,15}") ? (Object) Long.valueOf(text) : text;
      case "boolean" -> text.matches("true|false") ? (Object) Boolean.valueOf(text) : text;
      default -> text;
    };
  }

  private static String type(String method, String parameter) {
    if (!MethodDescription.names().contains(method)) {
      return "";
    }
    JsonObject schema = MethodDescription.of(method).properties().get(parameter);
    return schema == null ? "" : schema.getString("type", "");
  }
}
