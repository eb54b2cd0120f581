package io.callapi.cli;

import io.callapi.client.api.CallApiClient;
import io.callapi.client.api.ClientOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import java.io.PrintWriter;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** Work for which a server is needed that stays connected. */
final class Connected {

  private static final int UNAUTHORIZED = 401;

  private Connected() {}

  /** Connects, does the work, and closes; fails with a {@link ConnectionException}. */
  static <T> T with(
      CommandSpec command, ServerOptions options, Function<CallApiClient, Future<T>> work) {
    return Awaiting.with(
        vertx ->
            options
                .server(vertx)
                .map(server -> checked(command, server))
                .compose(server -> connect(vertx, server))
                .compose(
                    client -> {
                      client.onLost(retryMs -> tell(command, retryMs));
                      return work.apply(client).eventually(client::close);
                    }));
  }

  private static void tell(CommandSpec command, long retryMs) {
    PrintWriter err = command.commandLine().getErr();
    err.printf("The connection was lost; it is tried again in %d ms.%n", retryMs);
    err.flush();
  }

  private static Endpoint checked(CommandSpec command, Endpoint server) {
    return new Endpoint(
        ServerUrl.checked(command.commandLine(), server.url()), server.token(), server.trust());
  }

  static Future<CallApiClient> connect(Vertx vertx, Endpoint server) {
    ClientOptions options =
        ClientOptions.of(server.url())
            .withToken(server.token())
            .withTrust(server.trust().certificates(), server.trust().anyName());
    return CallApiClient.connect(vertx, options)
        .recover(e -> Future.failedFuture(unreachable(server, e)));
  }

  private static ConnectionException unreachable(Endpoint server, Throwable failure) {
    boolean unauthorized =
        failure instanceof UpgradeRejectedException rejected
            && rejected.getStatus() == UNAUTHORIZED;
    String reason = unauthorized ? server.refusal() : failure.getMessage();
    return new ConnectionException("cannot connect to %s: %s".formatted(server.url(), reason));
  }
}
