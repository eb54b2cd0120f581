package io.callapi.acceptance;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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
    Map<String, Object> file = new Yaml().load(Files.readString(Path.of("conf/alerts.yml")));
    return objects(new JsonObject(file).getJsonArray("groups"))
        .flatMap(group -> objects(group.getJsonArray("rules")))
        .map(rule -> new Alert(rule.getString("alert"), rule.getString("expr")))
        .toList();
  }

  private static Stream<JsonObject> objects(JsonArray list) {
    return list.stream().map(JsonObject.class::cast);
  }

  /** Whether it holds now, {@code before} being what was told five minutes ago. */
  boolean fires(Scrape before, Scrape now) {
    return new Expression(expression, before, now).holds();
  }
}
