package io.callapi.acceptance;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What a client is told of a command that has failed: the event {@code Error}. */
record Failure(String data, String source, @Nullable Integer code, String reason) {

  static Failure of(Message error) {
    JsonObject cause = error.params().getJsonObject("cause");
    return new Failure(
        error.params().getString("data"),
        cause.getString("source"),
        cause.getInteger("code"),
        cause.getString("reason"));
  }
}
