package io.callapi.cli;

import io.callapi.client.api.Call;
import io.callapi.client.api.Notice;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** Calls and what happens to them, one line each: for people, or as JSON. */
final class CallLines {

  private final PrintWriter out;
  private final boolean json;

  CallLines(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  void print(Call call) {
    out.println(json ? call.json().encode() : line(call));
    out.flush();
  }

  /** News of a call; what is not about one call is for programs only. */
  void print(Notice news) {
    if (json) {
      out.println(news.params().encode());
    } else {
      news.call().ifPresent(call -> out.printf("%-15s %s%n", news.event(), line(call)));
    }
    out.flush();
  }

  private static String line(Call call) {
    return "%-8s %7s  %s -> %s  %s"
        .formatted(
            call.state(),
            age(call),
            Objects.requireNonNullElse(call.caller(), "?"),
            Objects.requireNonNullElse(call.callee(), "?"),
            call.callId());
  }

  /** For how long it is, or was, answered; of one that rings, for how long it has been there. */
  private static String age(Call call) {
    Instant from = call.answered() == null ? call.created() : call.answered();
    Instant to = call.ended() == null ? Instant.now() : call.ended();
    Duration time = Duration.between(from, to);
    return time.isNegative() ? "0:00" : "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
  }
}
