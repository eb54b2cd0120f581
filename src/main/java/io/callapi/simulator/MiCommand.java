package io.callapi.simulator;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One command of the management interface.
 *
 * @param name its name, an alias since 4.0
 * @param moduleName its name since 4.0, {@code module:command}
 * @param recipes the sets of parameters it can be called with
 * @param positional whether the parameters can also come as an array
 * @param action what it does; the result is the {@code result} of the reply
 */
record MiCommand(
    String name, String moduleName, List<List<String>> recipes, boolean positional, Action action) {

  /** What a command does. */
  @FunctionalInterface
  interface Action {
    Future<Object> run(MiParams params);
  }

  /** What a command does that can answer at once. */
  @FunctionalInterface
  interface ImmediateAction {
    Object run(MiParams params);
  }

  static MiCommand of(
      String name, String moduleName, List<List<String>> recipes, ImmediateAction action) {
    return new MiCommand(
        name, moduleName, recipes, true, params -> Future.succeededFuture(action.run(params)));
  }

  /** A recipe: the names of the parameters. */
  static List<String> with(String... names) {
    return List.of(names);
  }

  String module() {
    return moduleName.substring(0, moduleName.indexOf(':'));
  }

  /** Matches what has been given with a recipe. */
  MiParams match(@Nullable Object given) {
    if (given instanceof JsonArray array) {
      return matchPositions(array);
    }
    return matchNames(given instanceof JsonObject named ? named.getMap() : Map.of());
  }

  private MiParams matchNames(Map<String, Object> given) {
    List<List<String>> fitting =
        recipes.stream().filter(recipe -> recipe.containsAll(given.keySet())).toList();
    if (fitting.isEmpty()) {
      throw MiRefusal.invalidParams("Named parameters do not match");
    }
    if (fitting.stream().noneMatch(recipe -> recipe.size() == given.size())) {
      throw wrongNumber();
    }
    Map<String, Object> values = new LinkedHashMap<>();
    new JsonObject(given).forEach(entry -> values.put(entry.getKey(), entry.getValue()));
    return new MiParams(values);
  }

  private MiParams matchPositions(JsonArray given) {
    if (!positional) {
      throw MiRefusal.invalidParams("Command only supports named parameters");
    }
    List<String> recipe =
        recipes.stream()
            .filter(names -> names.size() == given.size())
            .findFirst()
            .orElseThrow(MiCommand::wrongNumber);
    Map<String, Object> values = new LinkedHashMap<>();
    List<Object> elements = new ArrayList<>();
    given.forEach(elements::add);
    for (int i = 0; i < recipe.size(); i++) {
      values.put(recipe.get(i), elements.get(i));
    }
    return new MiParams(values);
  }

  private static MiRefusal wrongNumber() {
    return MiRefusal.invalidParams("Too few or too many parameters");
  }
}
