package io.callapi.client;

import io.callapi.client.ClientLimits.Times;
import io.callapi.config.CallApiConfig;
import io.callapi.config.WsServerConfig;
import io.vertx.core.net.KeyCertOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What servers are told in tests. */
final class TestSettings {

  /** Those of a server without a configuration. */
  static final ClientLimits LIMITS =
      new ClientLimits(
          20_000,
          10_000,
          1024 * 1024,
          64 * 1024 * 1024,
          Times.of(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30)));

  static final WsServerConfig DEFAULTS = CallApiConfig.defaults().wsServer();

  private TestSettings() {}

  /** With other times. */
  static ClientLimits limits(Times times) {
    return new ClientLimits(
        LIMITS.connections(),
        LIMITS.connectionsPerAddress(),
        LIMITS.unread(),
        LIMITS.unreadTotal(),
        times);
  }

  static ClientSettings defaults() {
    return of(DEFAULTS.maxRunningCommands(), DEFAULTS.maxRequestsPerSecond());
  }

  static ClientSettings of(int maxRunningCommands, int maxRequestsPerSecond) {
    return of(List.of(), maxRunningCommands, maxRequestsPerSecond);
  }

  static ClientSettings of(List<String> tokens, ClientLimits limits, int maxRequestsPerSecond) {
    return of(tokens, limits, DEFAULTS.maxRunningCommands(), maxRequestsPerSecond);
  }

  /** With TLS. */
  static ClientSettings of(ClientLimits limits, KeyCertOptions certificate) {
    return of(List.of(), limits, DEFAULTS.maxRunningCommands(), 0, certificate, Callers.NONE);
  }

  /** Behind reverse proxies. */
  static ClientSettings of(List<String> tokens, ClientLimits limits, Callers callers) {
    return of(tokens, limits, DEFAULTS.maxRunningCommands(), 0, null, callers);
  }

  static ClientSettings of(List<String> tokens, int maxRunningCommands, int maxRequestsPerSecond) {
    return of(tokens, LIMITS, maxRunningCommands, maxRequestsPerSecond);
  }

  private static ClientSettings of(
      List<String> tokens, ClientLimits limits, int maxRunningCommands, int maxRequestsPerSecond) {
    return of(tokens, limits, maxRunningCommands, maxRequestsPerSecond, null, Callers.NONE);
  }

  private static ClientSettings of(
      List<String> tokens,
      ClientLimits limits,
      int maxRunningCommands,
      int maxRequestsPerSecond,
      @Nullable KeyCertOptions certificate,
      Callers callers) {
    return new ClientSettings(
        DEFAULTS.host(),
        0,
        DEFAULTS.httpPath(),
        Set.of("https://desk.example.com"),
        tokens,
        DEFAULTS.maxFrameSize(),
        maxRunningCommands,
        maxRequestsPerSecond,
        limits,
        TestServer.SHARDS,
        certificate,
        callers);
  }
}
