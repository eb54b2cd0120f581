package io.callapi.description;

import io.callapi.jsonrpc.JsonRpcError;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that there is to know of a method, from {@code schemas/<name>.json}, which has its parameters
 * and in its title what it does, and {@code methods/<name>.json}, which has the rest.
 *
 * @param result the schema of its result
 * @param events what it tells, by the name of the event
 * @param errors those that a right request may be answered with beside the ones that any may
 * @param examples objects with {@code name}, {@code params} and {@code result}
 */
public record MethodDescription(
    String name,
    Kind kind,
    JsonObject params,
    JsonObject result,
    Map<String, Event> events,
    List<JsonRpcError> errors,
    List<JsonObject> examples) {

  /** What any request may be answered with. */
  static final List<JsonRpcError> COMMON =
      List.of(JsonRpcError.INVALID_PARAMS, JsonRpcError.INTERNAL_ERROR, JsonRpcError.LIMIT_REACHED);

  private static final String HOW = "; CONTRIBUTING.md says what belongs there";
  private static final JsonObject STARTED =
      new JsonObject().put("$ref", "#/components/schemas/Started");

  /** What becomes of a request. */
  public enum Kind {
    /** It is answered by "Started", tells its stages, and ends. */
    COMMAND,
    /** Its answer is in the result. */
    QUERY,
    /** It is answered by "Started", and tells until it is taken off. */
    SUBSCRIPTION;

    static Kind of(String text) {
      return valueOf(text.toUpperCase(java.util.Locale.ROOT));
    }

    /** As it is written in descriptions. */
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * Something that a method tells.
   *
   * @param data the schema of its data; null where it has none
   * @param cause whether it says why something has failed
   */
  public record Event(String summary, @Nullable JsonObject data, boolean cause) {}

  /** All methods that there may be, in the order in which they are to be listed. */
  public static List<String> names() {
    return new JsonArray(required("/methods/index.json", "no list of methods"))
        .stream().map(String::valueOf).toList();
  }

  /**
   * Reads the description of a method.
   *
   * @throws IllegalStateException if there is none, or something is missing in it; says what to add
   */
  public static MethodDescription of(String name) {
    String resource = "/methods/" + name + ".json";
    String fault = "the method " + name + " is not described: add src/main/resources" + resource;
    JsonObject json = new JsonObject(required(resource, fault + HOW));
    for (String member : List.of("kind", "errors", "examples")) {
      if (!json.containsKey(member)) {
        throw new IllegalStateException(
            "src/main/resources" + resource + " lacks \"" + member + "\"" + HOW);
      }
    }
    Kind kind = Kind.of(json.getString("kind"));
    String told = kind == Kind.QUERY ? "result" : "events";
    if (!json.containsKey(told)) {
      throw new IllegalStateException(
          "src/main/resources" + resource + " lacks \"" + told + "\"" + HOW);
    }
    return new MethodDescription(
        name,
        kind,
        PublishedSchema.of(name),
        json.getJsonObject("result", STARTED),
        events(kind, json.getJsonObject("events", new JsonObject())),
        errors(kind, json.getJsonArray("errors")),
        json.getJsonArray("examples").stream().map(JsonObject.class::cast).toList());
  }

  private static String required(String resource, String otherwise) {
    String text = Resource.text(resource);
    if (text == null) {
      throw new IllegalStateException(otherwise);
    }
    return text;
  }

  /** Whatever has been started ends; a command may fail before that. */
  private static Map<String, Event> events(Kind kind, JsonObject own) {
    Map<String, Event> events = new LinkedHashMap<>();
    own.forEach(
        entry -> {
          JsonObject event = (JsonObject) entry.getValue();
          events.put(
              entry.getKey(),
              new Event(event.getString("summary"), event.getJsonObject("data"), false));
        });
    if (kind == Kind.COMMAND) {
      JsonObject line = new JsonObject().put("type", "string");
      events.put("Error", new Event("It has failed; the end follows.", line, true));
    }
    if (kind != Kind.QUERY) {
      events.put("Ended", new Event("It is over; nothing follows.", null, false));
    }
    return events;
  }

  private static List<JsonRpcError> errors(Kind kind, JsonArray own) {
    List<JsonRpcError> errors = new ArrayList<>(COMMON);
    if (kind == Kind.COMMAND) {
      errors.add(JsonRpcError.STOPPING);
    }
    Stream<Integer> codes = own.stream().map(code -> ((Number) code).intValue());
    codes.map(MethodDescription::error).filter(e -> !errors.contains(e)).forEach(errors::add);
    return errors;
  }

  private static JsonRpcError error(int code) {
    return Arrays.stream(JsonRpcError.values())
        .filter(error -> error.code() == code)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no such error: " + code));
  }

  /** What it does, in one sentence. */
  public String summary() {
    return params.getString("title") + ".";
  }

  /** The names of the parameters that there must be. */
  public List<String> required() {
    return params.getJsonArray("required").stream().map(String::valueOf).toList();
  }

  /** The schemas of its parameters, by name. */
  public Map<String, JsonObject> properties() {
    return params.getJsonObject("properties").stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> (JsonObject) entry.getValue(),
                (a, b) -> a,
                LinkedHashMap::new));
  }

  /** Whether it takes parameters that nobody has described. */
  public boolean takesOthers() {
    return params.getBoolean("additionalProperties", true);
  }
}
