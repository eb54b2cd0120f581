package io.callapi.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;

/** One request to a server, with what comes back on one line each. */
final class Exchange {

  private final Vertx vertx;
  private final PrintWriter out;

  Exchange(Vertx vertx, PrintWriter out) {
    this.vertx = vertx;
    this.out = out;
  }

  /** The exit code: whether the command ended well. */
  Future<Integer> run(Endpoint server, JsonObject request) {
    return JsonRpcSocket.connect(vertx, server)
        .compose(socket -> socket.call(request, this::print).eventually(socket::close))
        .map(good -> good ? ExitCode.OK : ExitCode.FAILED);
  }

  private void print(String message) {
    // JSON may have line ends between its tokens, but nowhere else.
    out.println(message.replaceAll("[\\r\\n]+", " "));
    out.flush();
  }
}
