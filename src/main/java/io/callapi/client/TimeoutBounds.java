package io.callapi.client;

import io.callapi.command.Deadlines;
import io.callapi.command.Timeouts;
import io.vertx.core.json.JsonObject;

/**
 * How long a client may let its commands take: no longer than this server lets them.
 *
 * @param ring the most for {@code timeouts.ring}, in milliseconds
 * @param total the most for {@code timeouts.total}, in milliseconds
 */
record TimeoutBounds(int ring, int total) {

  /** Those of a server with such deadlines. */
  static TimeoutBounds of(Deadlines deadlines) {
    return new TimeoutBounds(
        most(deadlines.answer().toMillis()), most(deadlines.total().toMillis()));
  }

  private static int most(long millis) {
    return (int) Math.max(Timeouts.LEAST, Math.min(millis, Integer.MAX_VALUE));
  }

  /** The schema of a method with these bounds in it, if it has timeouts at all. */
  JsonObject in(JsonObject schema) {
    JsonObject timeouts = schema.getJsonObject("properties").getJsonObject("timeouts");
    if (timeouts != null) {
      JsonObject members = timeouts.getJsonObject("properties");
      members.getJsonObject("ring").put("maximum", ring);
      members.getJsonObject("total").put("maximum", total);
    }
    return schema;
  }
}
