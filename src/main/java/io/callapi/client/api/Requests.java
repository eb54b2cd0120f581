package io.callapi.client.api;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The requests that wait for their replies. */
final class Requests {

  private final Map<String, Asked> byId = new LinkedHashMap<>();
  private long lastId;

  /**
   * A request.
   *
   * @param once whether it is of no use on another connection
   */
  private record Asked(String text, Promise<JsonObject> reply, boolean once) {}

  /** A new request: its text, and the result. */
  record Sent(String text, Future<JsonObject> result) {}

  Sent add(String method, JsonObject params, boolean once) {
    String id = String.valueOf(++lastId);
    String text =
        new JsonObject()
            .put("jsonrpc", "2.0")
            .put("id", id)
            .put("method", method)
            .put("params", params)
            .encode();
    Promise<JsonObject> reply = Promise.promise();
    byId.put(id, new Asked(text, reply, once));
    return new Sent(text, reply.future());
  }

  void onReply(JsonObject message) {
    Asked asked = byId.remove(String.valueOf(message.getValue("id")));
    if (asked == null) {
      return;
    }
    JsonObject error = message.getJsonObject("error");
    if (error == null) {
      asked.reply().complete(message.getJsonObject("result"));
    } else {
      asked.reply().fail(new RequestRefused(error));
    }
  }

  /** The connection is lost: what belongs to it fails. */
  void onLost() {
    List<Asked> lost = byId.values().stream().filter(Asked::once).toList();
    byId.values().removeAll(lost);
    lost.forEach(asked -> asked.reply().fail("the connection was lost"));
  }

  /** What is to be sent again. */
  List<String> waiting() {
    return byId.values().stream().filter(asked -> !asked.once()).map(Asked::text).toList();
  }

  void failAll(Throwable why) {
    List<Asked> all = new ArrayList<>(byId.values());
    byId.clear();
    all.forEach(asked -> asked.reply().fail(why));
  }
}
