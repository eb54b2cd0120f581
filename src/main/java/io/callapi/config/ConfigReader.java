package io.callapi.config;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the tree of the configuration: which keys there are, and their defaults. */
final class ConfigReader {

  private final Problems problems;
  private final ProxyReader proxyReader = new ProxyReader();

  ConfigReader(Problems problems) {
    this.problems = problems;
  }

  CallApiConfig read(JsonObject tree) {
    Section top = new Section("", tree, problems);
    Optional<WsServerConfig> wsServer = wsServer(top.section("ws_server"));
    List<Optional<ProxyConfig>> proxies = proxyReader.read(top);
    Optional<DeadlinesConfig> deadlines = deadlines(top.section("deadlines"));
    Optional<ProcessConfig> process = process(top.section("process"));
    Optional<LogConfig> log = log(top.section("log"));
    Optional<ClusterConfig> cluster = cluster(top.section("cluster"));
    ManagementConfig management = ManagementConfig.read(top.section("management"));
    top.refuseUnknownKeys();
    problems.throwIfAny();
    return new CallApiConfig(
        wsServer.orElseThrow(),
        deadlines.orElseThrow(),
        process.orElseThrow(),
        log.orElseThrow(),
        cluster.orElseThrow(),
        management,
        proxies.stream().map(Optional::orElseThrow).toList());
  }

  private static Optional<WsServerConfig> wsServer(Section section) {
    String host = section.read("host", Values::text).orElse("localhost");
    int port = section.read("port", Values::integer).orElse(5059);
    String path = section.read("http_path", Values::text).orElse("/call-api");
    List<String> origins = section.read("origins", Values::origins).orElse(List.of());
    List<String> tokens = section.read("tokens", Values::secrets).orElse(List.of());
    int frame = section.read("max_frame_size", Values::integer).orElse(65536);
    int commands = section.read("max_running_commands", Values::integer).orElse(1000);
    int requests = section.read("max_requests_per_second", Values::integer).orElse(20_000);
    OnDisconnect onDisconnect =
        section
            .read("on_disconnect", Values.oneOf(OnDisconnect.class, Values::lowerCase))
            .orElse(OnDisconnect.FINISH);
    ConnectionsConfig connections = ConnectionsConfig.read(section);
    Optional<TlsConfig> tls = TlsConfig.read(section.section("tls"));
    ForwardingConfig forwarding = ForwardingConfig.read(section);
    return section.make(
        () ->
            new WsServerConfig(
                host,
                port,
                path,
                origins,
                tokens,
                frame,
                commands,
                requests,
                onDisconnect,
                connections,
                tls.orElse(null),
                forwarding));
  }

  private static Optional<DeadlinesConfig> deadlines(Section section) {
    Duration transferStart = duration(section, "transfer_start", 15);
    Duration hold = duration(section, "hold", 35);
    Duration end = duration(section, "end", 10);
    Duration stop = duration(section, "stop", 10);
    return section.make(() -> new DeadlinesConfig(transferStart, hold, end, stop));
  }

  private static Optional<ProcessConfig> process(Section section) {
    Duration stuckExit = duration(section, "stuck_exit", 30);
    int remembered = section.read("max_remembered", Values::integer).orElse(64 * 1024 * 1024);
    return section.make(() -> new ProcessConfig(stuckExit, remembered));
  }

  private static Optional<LogConfig> log(Section section) {
    var filePath = section.read("file_path", Values::path);
    LogLevel level =
        section.read("level", Values.oneOf(LogLevel.class, LogLevel::name)).orElse(LogLevel.INFO);
    return section.make(() -> new LogConfig(filePath.orElse(null), level));
  }

  private static Optional<ClusterConfig> cluster(Section section) {
    var secret = section.read("secret", Values::secret);
    int port = section.read("port", Values::integer).orElse(0);
    var certificate = section.read("tls_certificate", Values::path);
    var key = section.read("tls_key", Values::path);
    var authority = section.read("tls_authority", Values::path);
    return section.make(
        () ->
            new ClusterConfig(
                secret.orElse(null),
                port,
                certificate.orElse(null),
                key.orElse(null),
                authority.orElse(null)));
  }

  static Duration duration(Section section, String key, long seconds) {
    return section.read(key, Values::duration).orElse(Duration.ofSeconds(seconds));
  }
}
