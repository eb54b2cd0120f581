package io.callapi.config;

import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The whole configuration, checked. */
public record CallApiConfig(
    WsServerConfig wsServer, DeadlinesConfig deadlines, LogConfig log, List<ProxyConfig> proxies) {

  public CallApiConfig {
    proxies = List.copyOf(proxies);
    Set<String> names = new HashSet<>();
    Checks checks = new Checks().require(!proxies.isEmpty(), "proxies", "must not be empty");
    for (int i = 0; i < proxies.size(); i++) {
      String name = proxies.get(i).name();
      checks.require(names.add(name), "proxies[" + i + "].name", "is used twice: " + name);
    }
    checks.done();
  }

  /** What an empty file means: one proxy, on this machine. */
  public static CallApiConfig defaults() {
    return from(new JsonObject());
  }

  /**
   * Reads the tree that {@code conf/call-api.yml} has, as {@code vertx run -conf} gives it.
   *
   * @throws ConfigException naming every wrong or unknown key
   */
  public static CallApiConfig from(JsonObject tree) {
    return from(tree, Locations.NONE);
  }

  static CallApiConfig from(JsonObject tree, Locations locations) {
    return new ConfigReader(new Problems(locations)).read(tree);
  }
}
