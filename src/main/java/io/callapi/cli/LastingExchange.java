package io.callapi.cli;

import io.callapi.client.api.CallApiClient;
import io.callapi.client.api.Command;
import io.callapi.client.api.CommandFailed;
import io.callapi.client.api.Notice;
import io.callapi.client.api.RequestRefused;
import io.callapi.description.MethodDescription;
import io.callapi.description.MethodDescription.Kind;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;

/**
 * One request to a server, over as many connections as it takes; prints what an {@link Exchange}
 * prints.
 */
final class LastingExchange {

  private final CallApiClient client;
  private final PrintWriter out;

  LastingExchange(CallApiClient client, PrintWriter out) {
    this.client = client;
    this.out = out;
  }

  /** The exit code: whether the command ended well. */
  Future<Integer> run(JsonObject request) {
    String method = request.getString("method");
    JsonObject params = request.getJsonObject("params", new JsonObject());
    return (isQuery(method) ? ask(request, method, params) : follow(request, method, params))
        .map(ExitCode.OK)
        .recover(e -> failed(request, e));
  }

  private static boolean isQuery(String method) {
    return MethodDescription.names().contains(method)
        && MethodDescription.of(method).kind() == Kind.QUERY;
  }

  private Future<Void> ask(JsonObject request, String method, JsonObject params) {
    return client
        .query(method, params)
        .onSuccess(result -> print(reply(request).put("result", result)))
        .mapEmpty();
  }

  private Future<Void> follow(JsonObject request, String method, JsonObject params) {
    Command command = client.command(method, params);
    // Where it is refused, its end fails with the same.
    command.started().onSuccess(result -> print(reply(request).put("result", result)));
    command.onNotice(this::print);
    return command.ended();
  }

  private Future<Integer> failed(JsonObject request, Throwable why) {
    if (why instanceof RequestRefused refused) {
      print(reply(request).put("error", refused.error()));
    }
    return why instanceof RequestRefused || why instanceof CommandFailed
        ? Future.succeededFuture(ExitCode.FAILED)
        : Future.failedFuture(new ConnectionException(String.valueOf(why.getMessage())));
  }

  private static JsonObject reply(JsonObject request) {
    return new JsonObject().put("jsonrpc", "2.0").put("id", request.getValue("id"));
  }

  private void print(Notice notice) {
    print(
        new JsonObject()
            .put("jsonrpc", "2.0")
            .put("method", notice.method())
            .put("params", notice.params()));
  }

  private void print(JsonObject message) {
    out.println(message.encode());
    out.flush();
  }
}
