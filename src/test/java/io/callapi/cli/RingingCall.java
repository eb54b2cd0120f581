package io.callapi.cli;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Requests of a client that tests of the cluster make. */
final class RingingCall {

  private RingingCall() {}

  /**
   * Calls a phone that rings and rings.
   *
   * @param told what the client is told, as it comes
   * @return true if the command ends well
   */
  static Future<Boolean> start(Vertx vertx, String url, String cmdId, List<String> told) {
    JsonObject params =
        new JsonObject()
            .put("caller", "sip:noanswer@example.com")
            .put("callee", "sip:bob@example.com")
            .put("cmd_id", cmdId);
    return ask(vertx, url, "CallStart", params, told);
  }

  /** Ends a call that there is not: its command goes through all units and comes back. */
  static Future<Boolean> endUnknown(Vertx vertx, String url) {
    JsonObject params = new JsonObject().put("callid", "no-such-call");
    return ask(vertx, url, "CallEnd", params, new ArrayList<>());
  }

  private static Future<Boolean> ask(
      Vertx vertx, String url, String method, JsonObject params, List<String> told) {
    JsonObject request =
        new JsonObject()
            .put("jsonrpc", "2.0")
            .put("id", 1)
            .put("method", method)
            .put("params", params);
    return JsonRpcSocket.connect(vertx, new Endpoint(url, null))
        .compose(socket -> socket.call(request, told::add).eventually(socket::close));
  }
}
