package io.callapi.bench.faults;

import io.callapi.bench.client.CommandLog;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * How a command has to come out.
 *
 * @param sipStatus the SIP status that it fails with; null if it succeeds
 */
record Expected(@Nullable Integer sipStatus) {

  static final Expected SUCCESS = new Expected(null);

  static Expected failure(int sipStatus) {
    return new Expected(sipStatus);
  }

  boolean isMetBy(CommandLog log) {
    if (sipStatus == null) {
      return log.hasSucceeded();
    }
    return hasFailedWith(log, "sip", sipStatus);
  }

  /** True if the command has failed with that cause. */
  static boolean hasFailedWith(CommandLog log, String source, int code) {
    JsonObject cause = log.error().map(error -> error.getJsonObject("cause")).orElse(null);
    return cause != null
        && source.equals(cause.getString("source"))
        && Integer.valueOf(code).equals(cause.getInteger("code"));
  }
}
