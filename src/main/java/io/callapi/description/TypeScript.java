package io.callapi.description;

import io.callapi.description.MethodDescription.Event;
import io.callapi.description.MethodDescription.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** The types of the client for JavaScript: {@code call-api.d.ts}. */
final class TypeScript {

  private final StringBuilder text = new StringBuilder();

  String declarations(Collection<MethodDescription> methods) {
    String frame = Resource.text("/methods/call-api.d.ts");
    new Components()
        .schemas()
        .forEach(
            entry ->
                text.append(
                    "export type %s = %s;%n"
                        .formatted(entry.getKey(), type((JsonObject) entry.getValue()))));
    methods.forEach(this::addTypes);
    String calls =
        methods.stream()
            .filter(method -> !method.name().startsWith("Session")) // the client uses them itself
            .map(TypeScript::call)
            .collect(Collectors.joining());
    return String.valueOf(frame).replace("// TYPES\n", text).replace("    // METHODS\n", calls);
  }

  private void addTypes(MethodDescription method) {
    String name = typeName(method);
    text.append("export type %sParams = %s;%n".formatted(name, params(method)));
    if (method.kind() == Kind.QUERY) {
      text.append("export type %sResult = %s;%n".formatted(name, type(method.result())));
      return;
    }
    String notices =
        method.events().entrySet().stream()
            .map(TypeScript::notice)
            .collect(Collectors.joining("\n  | "));
    text.append("export type %sNotice =%n  | %s;%n".formatted(name, notices));
  }

  private static String typeName(MethodDescription method) {
    return method.name().equals(Discover.NAME) ? "RpcDiscover" : method.name();
  }

  private static String notice(Map.Entry<String, Event> event) {
    return type(Notifications.params(event.getKey(), event.getValue()));
  }

  private static String params(MethodDescription method) {
    String members =
        method.properties().entrySet().stream()
            .map(
                named ->
                    named.getKey()
                        + (method.required().contains(named.getKey()) ? ": " : "?: ")
                        + type(named.getValue()))
            .collect(Collectors.joining("; "));
    return method.takesOthers() ? "{ " + members + "; [name: string]: unknown }" : object(members);
  }

  private static String object(String members) {
    return members.isEmpty() ? "Record<string, never>" : "{ " + members + " }";
  }

  private static String call(MethodDescription method) {
    String name = typeName(method);
    String result =
        switch (method.kind()) {
          case COMMAND -> "Command<" + name + "Notice>";
          case QUERY -> "Promise<" + name + "Result>";
          case SUBSCRIPTION -> "Subscription<" + name + "Notice>";
        };
    return "    /** %s */%n    '%s'(params%s: %sParams): %s;%n"
        .formatted(
            method.summary(), method.name(), method.required().isEmpty() ? "?" : "", name, result);
  }

  /** A schema as a type. */
  private static String type(JsonObject schema) {
    if (schema.getValue("$ref") instanceof String ref) {
      return ref.replaceFirst(".*/", "");
    }
    if (schema.getValue("enum") instanceof JsonArray choices) {
      return choices.stream().map(each -> "'" + each + "'").collect(Collectors.joining(" | "));
    }
    if (schema.getValue("anyOf") instanceof JsonArray choices) {
      return choices.stream()
          .map(each -> type((JsonObject) each))
          .collect(Collectors.joining(" | ", "(", ")"));
    }
    return switch (schema.getString("type", "")) {
      case "string" -> "string";
      case "boolean" -> "boolean";
      case "integer", "number" -> "number";
      case "array" -> "Array<" + type(schema.getJsonObject("items", new JsonObject())) + ">";
      case "object" -> members(schema);
      default -> "unknown";
    };
  }

  private static String members(JsonObject schema) {
    JsonObject properties = schema.getJsonObject("properties", new JsonObject());
    JsonArray required = schema.getJsonArray("required", new JsonArray());
    if (properties.isEmpty()) {
      return "Record<string, unknown>";
    }
    return properties.stream()
        .map(
            named ->
                named.getKey()
                    + (required.contains(named.getKey()) ? ": " : "?: ")
                    + type((JsonObject) named.getValue()))
        .collect(Collectors.joining("; ", "{ ", " }"));
  }
}
