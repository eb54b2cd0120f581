package io.callapi.config;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One key set outside the file, by an environment variable or an option.
 *
 * @param key the full key, {@code section.name}
 * @param origin who sets it, for messages: {@code option --port}
 */
public record Setting(String key, Object value, String origin) {

  private static final String PREFIX = "CALLAPI_";

  /** Those that are no settings: the proxy of the live tests, and the token of a client. */
  private static final Set<String> OTHERS = Set.of("CALLAPI_OPENSIPS", "CALLAPI_TOKEN");

  private static final List<String> SECTIONS =
      List.of(
          "ws_server.tls",
          "ws_server",
          "sessions",
          "mi",
          "sip",
          "events",
          "deadlines",
          "commands",
          "calls",
          "process",
          "log",
          "audit",
          "cluster",
          "management");

  /**
   * The keys set by environment variables: {@code CALLAPI_}, then the path in upper case with '_'.
   *
   * <p>Empty ones are left out: compose files say "not set" like that.
   */
  static List<Setting> of(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(each -> each.getKey().startsWith(PREFIX) && !OTHERS.contains(each.getKey()))
        .filter(each -> !each.getValue().isBlank())
        .sorted(Map.Entry.comparingByKey())
        .map(each -> variable(each.getKey(), each.getValue()))
        .toList();
  }

  private static Setting variable(String name, String value) {
    String path = name.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
    // Known by its section, so that a misspelt key is reported like one in a file.
    String key =
        SECTIONS.stream()
            .filter(section -> path.startsWith(section.replace('.', '_') + "_"))
            .findFirst()
            .map(section -> section + "." + path.substring(section.length() + 1))
            .orElse(path);
    return new Setting(key, value, "environment variable " + name);
  }

  /** The settings as the tree that a file would have. */
  static JsonObject tree(List<Setting> settings) {
    JsonObject tree = new JsonObject();
    settings.forEach(setting -> setting.putInto(tree));
    return tree;
  }

  /** Without the value, which may be a password or a token. */
  @Override
  public String toString() {
    return "Setting[key=" + key + ", origin=" + origin + "]";
  }

  private void putInto(JsonObject tree) {
    int dot = key.lastIndexOf('.');
    if (dot < 0) {
      tree.put(key, value);
      return;
    }
    JsonObject section = tree;
    for (String name : key.substring(0, dot).split("\\.", -1)) {
      if (!(section.getValue(name) instanceof JsonObject)) {
        section.put(name, new JsonObject());
      }
      section = section.getJsonObject(name);
    }
    section.put(key.substring(dot + 1), value);
  }
}
