package io.callapi.cli;

import io.callapi.config.CallApiConfig;
import io.callapi.config.WsServerConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which running server to talk to. */
final class ServerOptions {

  @Mixin private final Settings settings = new Settings();
  @Mixin private final TokenOption tokenOption = new TokenOption();

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
        ? Future.succeededFuture(new Endpoint(url, tokenOption.or(List.of())))
        : settings.load(vertx, List.of()).map(CallApiConfig::wsServer).map(this::endpoint);
  }

  private Endpoint endpoint(WsServerConfig server) {
    String address =
        ServerUrl.toConnect(
            host == null ? server.host() : host,
            port == null ? server.port() : port,
            server.httpPath());
    // What the configuration holds is for the host that it names.
    return new Endpoint(address, tokenOption.or(host == null ? server.tokens() : List.of()));
  }
}
