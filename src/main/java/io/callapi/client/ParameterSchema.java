package io.callapi.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The published schema of one method's parameters ({@code schemas/<method>.json}). */
final class ParameterSchema {

  private static final String UNKNOWN = "is not a parameter of this method";
  private static final Pattern QUOTED = Pattern.compile("\"(.*)\"");
  private static final JsonSchemaOptions OPTIONS =
      new JsonSchemaOptions()
          .setBaseUri("urn:callapi")
          .setDraft(Draft.DRAFT202012)
          .setOutputFormat(OutputFormat.Basic);

  private final JsonObject properties;
  private final boolean takesOthers;
  private final Validator validator;

  ParameterSchema(JsonObject schema) {
    this.properties = schema.getJsonObject("properties");
    this.takesOthers = schema.getBoolean("additionalProperties", true);
    this.validator =
        SchemaRepository.create(OPTIONS, new ParameterFormats()).validator(JsonSchema.of(schema));
  }

  /** What is wrong with the parameters, by name; empty if they are right. */
  Map<String, String> problems(Map<String, Object> params) {
    if (MemberLimit.isExceededBy(params)) {
      return Map.of("params", MemberLimit.PROBLEM);
    }
    RequestProblems problems = new RequestProblems();
    // The schema sees what it knows only, so that its work is bounded whatever else is there.
    Map<String, Object> known = new LinkedHashMap<>(params);
    known.keySet().retainAll(properties.fieldNames());
    validate(new JsonObject(known), problems);
    if (!takesOthers) {
      params.keySet().stream()
          .filter(name -> !properties.containsKey(name))
          .forEach(name -> problems.note(name, UNKNOWN));
    }
    return problems.byName();
  }

  private void validate(JsonObject known, RequestProblems problems) {
    OutputUnit result = validator.validate(known);
    if (Boolean.TRUE.equals(result.getValid())) {
      return;
    }
    List<OutputUnit> errors = Objects.requireNonNullElse(result.getErrors(), List.of());
    errors.forEach(error -> note(error, problems));
    if (problems.areNone()) {
      // What is not valid must not pass for want of words.
      problems.note("params", "do not fit the schema of this method");
      errors.forEach(error -> problems.note(nameOf(error, "params"), error.getError()));
    }
  }

  /** A member of a member is named like {@code timeouts.ring}. */
  private static String nameOf(OutputUnit error, String whole) {
    String name = error.getInstanceLocation().replaceFirst("#/?", "").replace('/', '.');
    return name.isEmpty() ? whole : name;
  }

  private void note(OutputUnit error, RequestProblems problems) {
    String keyword = error.getKeywordLocation().replaceAll(".*/", "");
    String name = nameOf(error, "");
    switch (keyword) {
      case "required" -> problems.note(quoted(error.getError()), "is missing");
      case "type", "enum" -> {
        if (says(name, keyword)) {
          problems.note(name, "must be " + (keyword.equals("enum") ? choices(name) : type(name)));
        }
      }
      case "maxLength" ->
          problems.note(name, "must not be longer than " + maxLength(name) + " characters");
      case "minimum", "maximum" -> {
        if (says(name, "minimum") && says(name, "maximum")) {
          problems.note(name, "must be from %s to %s".formatted(bounds(name)));
        }
      }
      case "anyOf" -> {
        if (says(name, "title")) {
          problems.note(name, "must be " + property(name).getString("title"));
        }
      }
      case "additionalProperties" -> {
        if (property(name).isEmpty()) { // else it is said of the object that has the member
          problems.note(name, UNKNOWN);
        }
      }
      case "format" -> problems.note(name, error.getError());
      default -> {
        // "properties" repeats for the object what was said of its member
      }
    }
  }

  private String type(String name) {
    String type = property(name).getString("type");
    return (type.equals("string") ? "a " : "an ") + type;
  }

  /** Whether the schema of that member has the keyword itself, not one inside. */
  private boolean says(String name, String keyword) {
    return property(name).containsKey(keyword);
  }

  private Object[] bounds(String name) {
    return new Object[] {property(name).getValue("minimum"), property(name).getValue("maximum")};
  }

  private String choices(String name) {
    JsonArray choices = property(name).getJsonArray("enum");
    return String.join(" or ", choices.stream().map(String::valueOf).toList());
  }

  private int maxLength(String name) {
    return property(name).getInteger("maxLength");
  }

  /** The schema of a member; an empty one if there is none. */
  private JsonObject property(String name) {
    JsonObject known = properties.getJsonObject(name);
    int dot = name.indexOf('.');
    if (known != null || dot < 0) {
      return Objects.requireNonNullElseGet(known, JsonObject::new);
    }
    JsonObject outer = properties.getJsonObject(name.substring(0, dot), new JsonObject());
    return outer
        .getJsonObject("properties", new JsonObject())
        .getJsonObject(name.substring(dot + 1), new JsonObject());
  }

  private static String quoted(String text) {
    Matcher matcher = QUOTED.matcher(text);
    return matcher.find() ? matcher.group(1) : text;
  }
}
