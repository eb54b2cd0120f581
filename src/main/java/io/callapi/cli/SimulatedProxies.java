package io.callapi.cli;

import io.callapi.config.HostPort;
import io.callapi.config.MiConfig;
import io.callapi.config.ProxyConfig;
import io.callapi.simulator.SimulatedOpenSips;
import io.callapi.simulator.SimulatorOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/** Simulated proxies in place of those that are configured. */
final class SimulatedProxies {

  private SimulatedProxies() {}

  /** The same configuration, with the management of each proxy at a simulated one. */
  static Future<List<ProxyConfig>> of(
      Vertx vertx, List<ProxyConfig> proxies, Program.Simulation simulation) {
    return Future.all(proxies.stream().map(proxy -> start(vertx, proxy, simulation)).toList())
        .map(started -> started.<ProxyConfig>list());
  }

  private static Future<ProxyConfig> start(
      Vertx vertx, ProxyConfig proxy, Program.Simulation simulation) {
    SimulatorOptions options =
        SimulatorOptions.defaults().withSipUri(proxy.sipUri()).withLateReplies(simulation.late());
    String version = simulation.version();
    SimulatedOpenSips simulated =
        new SimulatedOpenSips(version == null ? options : options.withVersion(version));
    return vertx
        .deployVerticle(simulated)
        .map(id -> at(proxy, new HostPort(options.host(), simulated.miPort())));
  }

  private static ProxyConfig at(ProxyConfig proxy, HostPort url) {
    MiConfig mi =
        new MiConfig(
            url,
            null,
            null,
            null,
            proxy.mi().timeout(),
            proxy.mi().inviteTimeout(),
            proxy.mi().referTimeout(),
            proxy.mi().flow());
    return new ProxyConfig(
        proxy.name(),
        mi,
        proxy.sipUri(),
        proxy.events(),
        proxy.weight(),
        proxy.maxRunningCommands());
  }
}
