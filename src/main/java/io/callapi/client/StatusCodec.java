package io.callapi.client;

import io.callapi.log.LogState;
import io.callapi.proxy.LinkStatus;
import io.callapi.status.ServiceStatus;
import io.callapi.status.ServiceStatus.ProxyStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** How the status of the service looks on the wire. */
final class StatusCodec {

  private StatusCodec() {}

  static String encode(ServiceStatus status) {
    return new JsonObject()
        .put("version", status.version())
        .put("uptime_s", status.uptimeSeconds())
        .put("usable", status.isUsable())
        .put("log", log(status.log()))
        .put("proxies", array(status.proxies().stream().map(StatusCodec::proxy).toList()))
        .encodePrettily();
  }

  private static JsonObject log(LogState log) {
    return new JsonObject().put("problem", log.problem()).put("lost_lines", log.lost());
  }

  private static JsonObject proxy(ProxyStatus proxy) {
    LinkStatus now = proxy.link().now();
    return new JsonObject()
        .put("name", proxy.name())
        .mergeIn(change(now))
        .put("retry_after_ms", now.retryAfterMs())
        .put("running_commands", proxy.runningCommands())
        .put("history", array(proxy.link().history().stream().map(StatusCodec::change).toList()));
  }

  private static JsonObject change(LinkStatus link) {
    return new JsonObject()
        .put("state", link.state().name().toLowerCase(Locale.ROOT))
        .put("reason", link.reason())
        .put("since", link.since().truncatedTo(ChronoUnit.MILLIS).toString());
  }

  private static JsonArray array(List<JsonObject> entries) {
    return new JsonArray(entries);
  }
}
