package io.callapi.config;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the tree of the configuration: which keys there are, and their defaults. */
final class ConfigReader {

  private final ConfigProblems problems;
  private final EffectiveValues effective;
  private final ProxyReader proxyReader = new ProxyReader();

  /**
   * @param before what is known to be wrong already
   */
  ConfigReader(Locations locations, List<Problem> before) {
    this.problems = new ConfigProblems(locations, before);
    this.effective = new EffectiveValues(locations);
  }

  /** Each key that has been read. */
  List<EffectiveValue> effective() {
    return effective.all();
  }

  CallApiConfig read(JsonObject tree) {
    Section top = new Section("", tree, problems, effective);
    Optional<WsServerConfig> wsServer = wsServer(top.section("ws_server"));
    SessionsConfig sessions = SessionsConfig.read(top.section("sessions"));
    List<Optional<ProxyConfig>> proxies = proxyReader.read(top);
    Optional<DeadlinesConfig> deadlines = deadlines(top.section("deadlines"));
    Optional<CommandsConfig> commands = CommandsConfig.read(top.section("commands"));
    Optional<CallsConfig> calls = CallsConfig.read(top.section("calls"));
    Optional<ProcessConfig> process = process(top.section("process"));
    Optional<LogConfig> log = LogConfig.read(top.section("log"), top.section("audit"));
    Optional<ClusterConfig> cluster = cluster(top.section("cluster"));
    ManagementConfig management = ManagementConfig.read(top.section("management"));
    top.refuseUnknownKeys();
    problems.throwIfAny();
    Optional<CallApiConfig> all =
        top.makePart(
            () ->
                new CallApiConfig(
                    wsServer.orElseThrow(),
                    sessions,
                    deadlines.orElseThrow(),
                    commands.orElseThrow(),
                    calls.orElseThrow(),
                    process.orElseThrow(),
                    log.orElseThrow(),
                    cluster.orElseThrow(),
                    management,
                    proxies.stream().map(Optional::orElseThrow).toList()));
    problems.throwIfAny();
    return all.orElseThrow();
  }

  private static Optional<WsServerConfig> wsServer(Section section) {
    String host = section.read("host", Values::text, "localhost");
    int port = section.read("port", Values::integer, 5059);
    String path = section.read("http_path", Values::text, "/call-api");
    List<String> origins = section.read("origins", Values::origins, List.of());
    List<String> tokens = section.readSecret("tokens", Values::secrets).orElse(List.of());
    int frame = section.read("max_frame_size", Values::integer, 65536);
    int commands = section.read("max_running_commands", Values::integer, 1000);
    int requests = section.read("max_requests_per_second", Values::integer, 20_000);
    DisconnectPolicy onDisconnect =
        section.read(
            "on_disconnect",
            Values.oneOf(DisconnectPolicy.class, Values::lowerCase),
            DisconnectPolicy.FINISH);
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
    int remembered = section.read("max_remembered", Values::integer, 64 * 1024 * 1024);
    return section.make(() -> new ProcessConfig(stuckExit, remembered));
  }

  private static Optional<ClusterConfig> cluster(Section section) {
    var secret = section.readSecret("secret", Values::secret);
    int port = section.read("port", Values::integer, 0);
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
    return section.read(key, Values::duration, Duration.ofSeconds(seconds));
  }
}
