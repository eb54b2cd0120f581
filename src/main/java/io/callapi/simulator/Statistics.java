package io.callapi.simulator;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The counters of the simulated proxy; those of things it does not do stay 0. */
final class Statistics {

  private static final List<String> UNUSED_DIALOG =
      List.of(
          "create_sent", "update_sent", "delete_sent", "create_recv", "update_recv", "delete_recv");
  private static final List<String> UNUSED_CORE =
      List.of(
          "rcv_requests",
          "rcv_replies",
          "fwd_requests",
          "fwd_replies",
          "drop_requests",
          "drop_replies",
          "err_requests",
          "err_replies",
          "bad_URIs_rcvd",
          "bad_msg_hdr",
          "slow_messages");

  private static final int PROCESSES = 16;
  private static final List<String> PROCESS_MEMORY =
      List.of("total_size", "used_size", "real_used_size", "max_used_size", "free_size");

  private final Dialogs dialogs;
  private final Clock clock;
  private Instant startedAt;

  Statistics(Dialogs dialogs, Clock clock) {
    this.dialogs = dialogs;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  void restart() {
    // No process is stopped and started within the second that it tells.
    Instant soonest = startedAt.plusSeconds(1);
    Instant now = clock.instant();
    startedAt = now.isBefore(soonest) ? soonest : now;
  }

  Instant startedAt() {
    return startedAt;
  }

  Duration uptime() {
    Duration uptime = Duration.between(startedAt, clock.instant());
    return uptime.isNegative() ? Duration.ZERO : uptime;
  }

  /** What is asked for: {@code all}, a group such as {@code dialog:}, or single names. */
  JsonObject select(List<String> wanted) {
    JsonObject selected = new JsonObject();
    all().forEach((name, value) -> put(selected, wanted, name, value));
    return selected;
  }

  /** All names, each with whether it only grows; those of the processes' memory make it long. */
  JsonObject kinds() {
    JsonObject kinds = new JsonObject();
    all().keySet().forEach(name -> kinds.put(name, "incremental"));
    for (int process = 0; process < PROCESSES; process++) {
      for (String value : PROCESS_MEMORY) {
        kinds.put("pkmem:" + process + "-" + value, "non-incremental");
      }
    }
    return kinds;
  }

  private static void put(JsonObject selected, List<String> wanted, String name, long value) {
    String group = name.substring(0, name.indexOf(':') + 1);
    String shortName = name.substring(group.length());
    if (wanted.stream().anyMatch(w -> List.of("all", group, shortName, name).contains(w))) {
      selected.put(name, value);
    }
  }

  private Map<String, Long> all() {
    Map<String, Long> all = new LinkedHashMap<>();
    UNUSED_CORE.forEach(name -> all.put("core:" + name, 0L));
    all.put("core:timestamp", uptime().toSeconds());
    all.put("dialog:active_dialogs", dialogs.alive().filter(Statistics::isActive).count());
    all.put("dialog:early_dialogs", dialogs.alive().filter(Statistics::isEarly).count());
    all.put("dialog:processed_dialogs", (long) dialogs.processed());
    all.put("dialog:expired_dialogs", 0L);
    all.put("dialog:failed_dialogs", (long) dialogs.failed());
    UNUSED_DIALOG.forEach(name -> all.put("dialog:" + name, 0L));
    return all;
  }

  private static boolean isActive(SimulatedDialog dialog) {
    return dialog.state.number() >= DialogState.CONFIRMED_WITHOUT_ACK.number();
  }

  private static boolean isEarly(SimulatedDialog dialog) {
    return dialog.state == DialogState.EARLY;
  }
}
