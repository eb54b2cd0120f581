package io.callapi.cli;

import io.callapi.description.MethodDescription;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The methods and their parameters, below the options of a command. It reads the published schemas,
 * and only when somebody asks for help.
 */
final class MethodsHelp {

  private static final String SECTION = "methods";

  private MethodsHelp() {}

  /** Does nothing for a command that sends no request. */
  static void addTo(CommandSpec command) {
    if (command.mixins().values().stream()
        .noneMatch(mixin -> mixin.userObject() instanceof RequestOptions)) {
      return;
    }
    UsageMessageSpec usage = command.usageMessage();
    List<String> sections = new ArrayList<>(usage.sectionKeys());
    sections.add(sections.indexOf(UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST_HEADING), SECTION);
    usage.sectionKeys(sections);
    usage.sectionMap().put(SECTION, help -> text());
  }

  private static String text() {
    return MethodDescription.names().stream()
        .map(MethodDescription::of)
        .map(MethodsHelp::text)
        .collect(
            Collectors.joining(
                "", "%nMethods; parameters in brackets can be left out:%n".formatted(), ""));
  }

  private static String text(MethodDescription method) {
    return "  %s%s%n      %s%n".formatted(method.name(), parameters(method), method.summary());
  }

  private static String parameters(MethodDescription method) {
    String known =
        method.properties().entrySet().stream()
            .filter(named -> !isObject(named.getValue()))
            .map(
                named -> {
                  String pair = named.getKey() + "=" + value(named.getValue());
                  boolean required = method.required().contains(named.getKey());
                  return required ? " " + pair : " [" + pair + "]";
                })
            .collect(Collectors.joining());
    return method.takesOthers() ? known + " [NAME=TEXT ...]" : known;
  }

  /** Such a parameter can be given by {@code --params} only. */
  private static boolean isObject(JsonObject property) {
    return "object".equals(property.getString("type"));
  }

  /** What may stand behind the equals sign: the choices, or the name of the format. */
  private static String value(JsonObject property) {
    JsonArray choices = property.getJsonArray("enum");
    if (choices != null) {
      return choices.stream().map(String::valueOf).collect(Collectors.joining("|"));
    }
    return switch (property.getString("type", "")) {
      case "integer" -> "NUMBER";
      case "boolean" -> "true|false";
      default -> property.getString("format", "text").toUpperCase(Locale.ROOT);
    };
  }
}
