package io.callapi.cli;

import io.callapi.config.CallApiConfig;
import io.callapi.config.TlsConfig;
import io.callapi.config.WsServerConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code call}: sends one request to a server and prints what comes back. */
@Command(
    name = "call",
    description = "Sends one request to a running server; each message is one line of JSON.",
    footer = {
      "%nExit code: 0 after Ended, 1 after an error, 2 for wrong usage, 3 without a connection.",
      "%nExample: call CallStart caller=sip:alice@example.com callee=sip:bob@example.com"
    })
final class CallCommand implements Callable<Integer> {

  @Mixin private final RequestOptions requestOptions = new RequestOptions();
  @Mixin private final Settings settings = new Settings();
  @Mixin private final TokenOption tokenOption = new TokenOption();
  @Mixin private final TrustOption trustOption = new TrustOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = {"-url", "--url"},
      paramLabel = "URL",
      description = "The server; by default the one of the configuration.")
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

  @Override
  public Integer call() {
    JsonObject request = requestOptions.request();
    PrintWriter out = command.commandLine().getOut();
    return Awaiting.with(
        vertx -> server(vertx).compose(server -> new Exchange(vertx, out).run(server, request)));
  }

  private Future<Endpoint> server(Vertx vertx) {
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
    return new Endpoint(
        ServerUrl.checked(command.commandLine(), address),
        tokenOption.or(tokens),
        trustOption.or(tls));
  }
}
