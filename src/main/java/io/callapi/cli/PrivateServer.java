package io.callapi.cli;

import io.callapi.config.CallApiConfig;
import io.callapi.config.EventsConfig;
import io.callapi.config.ManagementConfig;
import io.callapi.config.ProxyConfig;
import io.callapi.config.Setting;
import java.util.List;

/** The settings of a server inside this process that only this process uses. */
final class PrivateServer {

  private PrivateServer() {}

  static List<Setting> settings(String subcommand) {
    return List.of(
        new Setting("ws_server.host", "localhost", subcommand),
        new Setting("ws_server.port", 0, subcommand));
  }

  /** The same without fixed ports for events: a server may run with this configuration. */
  static CallApiConfig besideOthers(CallApiConfig config) {
    return new CallApiConfig(
        config.wsServer().withoutTls(),
        config.sessions(),
        config.deadlines(),
        config.commands(),
        config.calls(),
        config.process(),
        config.log(),
        config.cluster(),
        ManagementConfig.NONE,
        config.proxies().stream().map(PrivateServer::besideOthers).toList());
  }

  private static ProxyConfig besideOthers(ProxyConfig proxy) {
    EventsConfig events = proxy.events();
    // An advertised port leads to that very port here, and to no other.
    int port = events.advertised() == null ? 0 : events.port();
    return new ProxyConfig(
        proxy.name(),
        proxy.mi(),
        proxy.sipUri(),
        new EventsConfig(
            events.host(),
            port,
            events.advertised(),
            events.transport(),
            events.from(),
            events.expire()),
        proxy.weight(),
        proxy.maxRunningCommands());
  }
}
