package io.callapi.bench.faults;

import io.callapi.bench.client.CommandLog;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * How a command has to come out.
 *
 * @param sipStatus the SIP status that it fails with; null if it succeeds, or fails in any way
 */
record Expected(Outcome outcome, @Nullable Integer sipStatus) {

  /** Whether it works. */
  enum Outcome {
    SUCCESS,
    FAILURE,
    /** It depends on luck. */
    EITHER
  }

  static final Expected SUCCESS = new Expected(Outcome.SUCCESS, null);

  /** For whatever reason. */
  static final Expected FAILURE = new Expected(Outcome.FAILURE, null);

  static final Expected EITHER = new Expected(Outcome.EITHER, null);

  static Expected failure(int sipStatus) {
    return new Expected(Outcome.FAILURE, sipStatus);
  }

  /** What comes of a command of which this is one step, and that another one. */
  Expected and(Expected next) {
    return switch (outcome) {
      case SUCCESS -> next;
      case FAILURE -> this;
      case EITHER -> next.outcome == Outcome.FAILURE ? FAILURE : this;
    };
  }

  boolean isMetBy(CommandLog log) {
    return switch (outcome) {
      case SUCCESS -> log.hasSucceeded();
      case FAILURE -> hasFailed(log);
      case EITHER -> log.isOver();
    };
  }

  private boolean hasFailed(CommandLog log) {
    return sipStatus == null
        ? log.isOver() && !log.hasSucceeded()
        : hasFailedWith(log, "sip", sipStatus);
  }

  /** True if the command has failed with that cause. */
  static boolean hasFailedWith(CommandLog log, String source, int code) {
    JsonObject cause = log.error().map(error -> error.getJsonObject("cause")).orElse(null);
    return cause != null
        && source.equals(cause.getString("source"))
        && Integer.valueOf(code).equals(cause.getInteger("code"));
  }

  /** For people: what another outcome is {@code in place of}; empty for a success. */
  String text() {
    return switch (outcome) {
      case SUCCESS -> "";
      case FAILURE -> sipStatus == null ? "a failure" : String.valueOf(sipStatus);
      case EITHER -> "an end";
    };
  }
}
