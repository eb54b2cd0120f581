package io.callapi.config;

import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The whole configuration, checked. */
public record CallApiConfig(
    WsServerConfig wsServer,
    SessionsConfig sessions,
    DeadlinesConfig deadlines,
    CommandsConfig commands,
    CallsConfig calls,
    ProcessConfig process,
    LogConfig log,
    ClusterConfig cluster,
    ManagementConfig management,
    List<ProxyConfig> proxies) {

  public CallApiConfig {
    proxies = List.copyOf(proxies);
    Set<String> names = new HashSet<>();
    Checks checks = new Checks().require(!proxies.isEmpty(), "proxies", "must not be empty");
    for (int i = 0; i < proxies.size(); i++) {
      String name = proxies.get(i).name();
      checks.require(
          names.add(name),
          "proxies[" + i + "].name",
          "is used twice: " + name + "; give each proxy a name of its own");
    }
    checkPorts(proxies, checks);
    checks.done();
  }

  /** Two listeners on one port would take each other's connections. */
  private static void checkPorts(List<ProxyConfig> proxies, Checks checks) {
    Set<String> sockets = new HashSet<>();
    for (int i = 0; i < proxies.size(); i++) {
      EventsConfig events = proxies.get(i).events();
      checks.require(
          events.port() == 0 || sockets.add(events.host() + " " + events.port()),
          "proxies[" + i + "].events.port",
          "is used twice: " + events.port() + "; give each proxy a port of its own, or 0");
    }
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
    return new ConfigReader(Locations.NONE, List.of()).read(tree);
  }
}
