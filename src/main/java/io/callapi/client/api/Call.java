package io.callapi.client.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call as the server shows it.
 *
 * @param state {@code ringing}, {@code answered}, {@code held} or {@code ended}
 * @param held the legs on hold, {@code caller} and {@code callee}
 * @param json all of it
 */
public record Call(
    String callId,
    String proxy,
    @Nullable String caller,
    @Nullable String callee,
    String state,
    List<String> held,
    Instant created,
    @Nullable Instant answered,
    @Nullable Instant ended,
    JsonObject json) {

  /** Reads one. */
  public static Call of(JsonObject json) {
    return new Call(
        json.getString("callid"),
        json.getString("proxy"),
        json.getString("caller"),
        json.getString("callee"),
        json.getString("state"),
        json.getJsonArray("held", new JsonArray()).stream().map(String::valueOf).toList(),
        json.getInstant("created"),
        json.getInstant("answered"),
        json.getInstant("ended"),
        json);
  }
}
