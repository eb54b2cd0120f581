package io.callapi.client;

import io.callapi.command.CommandNotice;
import io.callapi.jsonrpc.JsonRpcMessage.Notification;
import io.callapi.proxy.Cause;
import java.util.LinkedHashMap;
import java.util.Map;

/** How what a command tells looks on the wire. */
final class Notices {

  private Notices() {}

  static Notification message(CommandNotice notice) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("cmd_id", notice.cmdId());
    if (notice instanceof CommandNotice.Progress progress) {
      params.put("event", progress.event());
      if (progress.data() != null) {
        params.put("data", progress.data());
      }
    } else if (notice instanceof CommandNotice.Failed failed) {
      params.put("event", "Error");
      params.put("data", failed.cause().text());
      params.put("cause", cause(failed.cause()));
    } else {
      params.put("event", "Ended");
    }
    return new Notification(notice.method(), params);
  }

  private static Map<String, Object> cause(Cause cause) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("source", cause.source().wireName());
    if (cause.code() != null) {
      json.put("code", cause.code());
    }
    json.put("reason", cause.reason());
    return json;
  }
}
