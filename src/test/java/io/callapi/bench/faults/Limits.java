package io.callapi.bench.faults;

import io.callapi.config.CallApiConfig;
import io.callapi.config.DeadlinesConfig;
import io.callapi.config.MiConfig;
import java.time.Duration;
import java.util.Map;

/** By when each command must have ended, out of the configured deadlines of its steps. */
final class Limits {

  /** For the way of the messages, and a machine with other things to do. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  private final Map<String, Duration> limits;

  Limits(CallApiConfig config) {
    DeadlinesConfig steps = config.deadlines();
    MiConfig mi = config.proxies().get(0).mi();
    Duration answer = mi.inviteTimeout();
    Duration reply = mi.timeout();
    Duration takenBack = steps.end().multipliedBy(2);
    Duration transfer =
        reply.multipliedBy(3).plus(steps.transferStart()).plus(answer).plus(takenBack);
    this.limits =
        Map.of(
            "Echo", reply,
            "CallEnd", reply.plus(steps.end()),
            "CallHold", reply.plus(steps.hold()).plus(steps.end()),
            "CallUnhold", reply.plus(steps.hold()).plus(steps.end()),
            "CallBlindTransfer", transfer,
            "CallAttendedTransfer", transfer.plus(reply).plus(steps.end()),
            "CallStart", answer.plus(steps.end()).plus(transfer));
  }

  Duration of(String method) {
    Duration limit = limits.get(method);
    if (limit == null) {
      throw new IllegalArgumentException("no such method: " + method);
    }
    return limit.plus(SLACK);
  }
}
