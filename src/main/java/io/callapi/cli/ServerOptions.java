package io.callapi.cli;

import io.callapi.config.CallApiConfig;
import io.callapi.config.TlsConfig;
import io.callapi.config.WsServerConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which running server to talk to. */
final class ServerOptions {

  @Mixin private final ConfigOptions settings = new ConfigOptions();
  @Mixin private final TokenOption tokenOption = new TokenOption();
  @Mixin private final TrustOption trustOption = new TrustOption();

  @Option(
      names = {"-url", "--url"},
      paramLabel = "URL",
      description =
          "The server, such as ws://localhost:5059/call-api; by default the one of the"
              + " configuration.")
  private @Nullable String url;

  @Option(
      names = {"-wshost", "--wshost"},
      paramLabel = "HOST",
      description = "Its host, in place of the configured one.")
  private @Nullable String host;

  @Option(
      names = {"-wsport", "--wsport"},
      paramLabel = "PORT",
      description = "Its port, in place of the configured one.")
  private @Nullable Integer port;

  /** The server, its address as it is written; fails if the configuration cannot be used. */
  Future<Endpoint> server(Vertx vertx) {
    return url != null
        ? Future.succeededFuture(endpoint(url, List.of(), null))
        : settings.load(vertx, List.of()).map(CallApiConfig::wsServer).map(this::endpoint);
  }

  private Endpoint endpoint(WsServerConfig server) {
    String address =
        ServerUrl.toConnect(
            server.tls() != null,
            host == null ? server.host() : host,
            port == null ? server.port() : port,
            server.httpPath());
    // What the configuration holds is for the host that it names.
    return host == null
        ? endpoint(address, server.tokens(), server.tls())
        : endpoint(address, List.of(), null);
  }

  private Endpoint endpoint(String address, List<String> tokens, @Nullable TlsConfig tls) {
    return new Endpoint(address, tokenOption.or(tokens), trustOption.or(tls));
  }
}
