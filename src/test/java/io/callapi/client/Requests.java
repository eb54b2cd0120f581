package io.callapi.client;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;

/** Requests as text, and what to look at in their answers. */
final class Requests {

  private Requests() {}

  /** {@code params} is JSON. */
  static String request(String id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":\"%s\",\"method\":\"%s\",\"params\":%s}"
        .formatted(id, method, params);
  }

  static String echo(String id, String cmdId) {
    return request(id, "Echo", "{\"cmd_id\":\"" + cmdId + "\"}");
  }

  static String callEnd(String id, String cmdId, String callId) {
    return request(id, "CallEnd", "{\"cmd_id\":\"%s\",\"callid\":\"%s\"}".formatted(cmdId, callId));
  }

  static String callStart(String id, String cmdId) {
    return request(
        id,
        "CallStart",
        "{\"cmd_id\":\"%s\",\"caller\":\"sip:alice@h\",\"callee\":\"sip:bob@h\"}".formatted(cmdId));
  }

  static int errorCode(JsonObject reply) {
    return reply.getJsonObject("error", new JsonObject().put("code", 0)).getInteger("code");
  }

  /** The names of the events, "Started" of the reply included. */
  static List<String> events(List<JsonObject> messages) {
    return messages.stream()
        .map(
            m ->
                m.containsKey("result")
                    ? m.getJsonObject("result").getString("event")
                    : m.getJsonObject("params", new JsonObject()).getString("event"))
        .filter(Objects::nonNull)
        .toList();
  }
}
