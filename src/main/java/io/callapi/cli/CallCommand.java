package io.callapi.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code call}: sends one request to a server and prints what comes back. */
@Command(
    name = "call",
    description = "Sends one request to a running server; each message is one line of JSON.",
    exitCodeList = {
      "0:The command has ended well.",
      "1:It has failed, or was refused.",
      "2:The options or the configuration cannot be used.",
      "3:The server cannot be reached, or the connection was lost."
    },
    footer = "%nExample: call CallStart caller=sip:alice@example.com callee=sip:bob@example.com")
final class CallCommand implements Callable<Integer> {

  @Mixin private final RequestOptions requestOptions = new RequestOptions();
  @Mixin private final ServerOptions serverOptions = new ServerOptions();

  @Option(
      names = "--resume",
      description =
          "Connects again when the connection is lost, and goes on with the command where it was.")
  private boolean resume;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Override
  public Integer call() {
    JsonObject request = requestOptions.request();
    PrintWriter out = command.commandLine().getOut();
    if (resume) {
      return Connected.with(
          command, serverOptions, client -> new LastingExchange(client, out).run(request));
    }
    return Awaiting.with(
        vertx -> server(vertx).compose(server -> new Exchange(vertx, out).run(server, request)));
  }

  private Future<Endpoint> server(Vertx vertx) {
    return serverOptions
        .server(vertx)
        .map(
            server ->
                new Endpoint(
                    ServerUrl.checked(command.commandLine(), server.url()),
                    server.token(),
                    server.trust()));
  }
}
