package io.callapi.simulator;

import io.callapi.sip.Leg;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Writes dialogs as {@code dlg_list} shows them. */
final class DialogListing {

  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private final String bindAddress;

  DialogListing(SimulatorOptions options) {
    bindAddress = "udp:%s:%d".formatted(options.sipUri().host(), options.sipUri().port());
  }

  JsonArray list(List<SimulatedDialog> dialogs) {
    JsonArray list = new JsonArray();
    dialogs.forEach(dialog -> list.add(describe(dialog)));
    return list;
  }

  JsonObject describe(SimulatedDialog dialog) {
    JsonObject listed =
        new JsonObject()
            .put("ID", dialog.id.toString())
            .put("db_id", dialog.id.databaseKey())
            .put("state", dialog.state.number())
            .put("user_flags", "");
    putTimes(listed, dialog);
    SimulatedLeg caller = dialog.leg(Leg.CALLER);
    return listed
        .put("callid", dialog.callId)
        .put("from_uri", dialog.fromUri)
        .put("to_uri", dialog.toUri)
        .put("caller_tag", caller.tag)
        .put("caller_contact", caller.contact)
        .put("callee_cseq", Integer.toString(dialog.leg(Leg.CALLEE).cseq))
        .put("caller_route_set", "")
        .put("caller_bind_addr", bindAddress)
        .put("caller_sdp", caller.sdp)
        .put("CALLEES", callees(dialog));
  }

  private JsonArray callees(SimulatedDialog dialog) {
    JsonArray callees = new JsonArray();
    dialog.callees.stream()
        .filter(callee -> !callee.tag.isEmpty())
        .forEach(callee -> callees.add(describe(callee, dialog.leg(Leg.CALLER).cseq)));
    return callees;
  }

  private JsonObject describe(SimulatedLeg callee, int callerCseq) {
    JsonObject listed =
        new JsonObject()
            .put("callee_tag", callee.tag)
            .put("callee_contact", callee.contact)
            .put("caller_cseq", Integer.toString(Math.max(1, callerCseq)))
            .put("callee_route_set", "")
            .put("callee_bind_addr", bindAddress);
    return callee.sdp.isEmpty() ? listed : listed.put("callee_sdp", callee.sdp);
  }

  private static void putTimes(JsonObject listed, SimulatedDialog dialog) {
    Instant start = dialog.confirmedAt;
    listed.put("timestart", start == null ? 0L : start.getEpochSecond());
    if (start != null) {
      listed.put("datestart", DATE.format(start));
    }
    Instant end = start == null || !dialog.isAlive() ? null : start.plus(LIFETIME);
    listed.put("timeout", end == null ? 0L : end.getEpochSecond());
    if (end != null) {
      listed.put("dateout", DATE.format(end));
    }
  }
}
