package io.callapi.bench.restarts;

import io.callapi.bench.client.CommandLog;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * What came of a command.
 *
 * @param past what was done with the call before
 * @param failure why it failed; empty if it succeeded
 */
record Ran(String method, String past, long sentAt, long endedAt, String failure) {

  static Ran of(CommandLog log, String past) {
    String failure = log.error().map(Ran::inWords).orElse("");
    return new Ran(log.method(), past, log.sentAt(), System.nanoTime(), failure);
  }

  private static String inWords(JsonObject error) {
    JsonObject cause = error.getJsonObject("cause");
    return cause == null
        ? error.getInteger("code") + " " + error.getString("message")
        : cause.getString("source") + ": " + cause.getString("reason");
  }

  boolean succeeded() {
    return failure.isEmpty();
  }

  boolean isInFlightAt(long time) {
    return sentAt - time < 0 && endedAt - time > 0;
  }

  boolean isSentAfter(long time) {
    return sentAt - time >= 0;
  }

  /** How long after that it ended. */
  Duration endAfter(long time) {
    return Duration.ofNanos(endedAt - time);
  }
}
