package io.callapi.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** A rule of conf/alerts.yml. */
record Alert(String name, String expression) {

  static List<Alert> all() throws IOException {
    Map<String, List<Map<String, Object>>> file =
        new Yaml().load(Files.readString(Path.of("conf/alerts.yml")));
    return file.get("groups").stream().flatMap(group -> rules(group.get("rules"))).toList();
  }

  private static Stream<Alert> rules(Object rules) {
    return ((List<?>) rules)
        .stream()
            .map(Map.class::cast)
            .map(rule -> new Alert((String) rule.get("alert"), (String) rule.get("expr")));
  }

  /** Whether it holds now, {@code before} being what was told five minutes ago. */
  boolean fires(Scrape before, Scrape now) {
    return new Expression(expression, before, now).holds();
  }
}
