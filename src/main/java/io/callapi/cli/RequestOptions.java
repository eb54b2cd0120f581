package io.callapi.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The request to send, as it is written on the command line. */
final class RequestOptions {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Parameters(
      paramLabel = "METHOD key=value",
      arity = "0..*",
      description =
          "The method, for instance CallStart, and its parameters: texts, and numbers where it takes"
              + " them.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = {"-method", "--method"},
      paramLabel = "METHOD",
      description = "The method, as an option.")
  private @Nullable String method;

  @Option(
      names = {"-params", "--params"},
      paramLabel = "JSON",
      description = "The parameters as JSON; those written as key=value are added.")
  private @Nullable String params;

  @Option(
      names = {"-id", "--id"},
      paramLabel = "ID",
      defaultValue = "1",
      description = "The id of the request (default: ${DEFAULT-VALUE}).")
  private String id = "1";

  /**
   * The request.
   *
   * @throws ParameterException if there is no method, or a parameter is not right
   */
  JsonObject request() {
    List<String> pairs =
        method == null && !words.isEmpty() ? words.subList(1, words.size()) : words;
    JsonObject request =
        new JsonObject().put("jsonrpc", "2.0").put("id", id).put("method", methodName());
    Object value = withPairs(given(), pairs);
    return value == null ? request : request.put("params", value);
  }

  private String methodName() {
    if (method != null) {
      return method;
    }
    if (words.isEmpty()) {
      throw wrong("Missing the method, for instance CallStart");
    }
    return words.get(0);
  }

  private @Nullable Object given() {
    try {
      return params == null || params.isBlank() ? null : Json.decodeValue(params);
    } catch (DecodeException e) {
      throw wrong("The parameters are not JSON: " + params);
    }
  }

  private @Nullable Object withPairs(@Nullable Object given, List<String> pairs) {
    if (pairs.isEmpty()) {
      return given;
    }
    if (given != null && !(given instanceof JsonObject)) {
      throw wrong("key=value cannot be added to parameters that are not an object: " + params);
    }
    JsonObject all = given instanceof JsonObject object ? object : new JsonObject();
    pairs.forEach(pair -> put(all, pair));
    return all;
  }

  private void put(JsonObject all, String pair) {
    int equals = pair.indexOf('=');
    if (equals < 1) {
      throw wrong("Not key=value: " + pair);
    }
    String name = pair.substring(0, equals);
    all.put(name, TypedText.value(methodName(), name, pair.substring(equals + 1)));
  }

  private ParameterException wrong(String text) {
    return new ParameterException(command.commandLine(), text);
  }
}
