package io.callapi.client.api;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that a command or a subscription has told.
 *
 * @param method the method that has begun it
 * @param params the parameters of the notification, as they came
 */
public record Notice(String method, JsonObject params) {

  /** Why something has failed; {@code code} is null where nobody has given one. */
  public record Cause(String source, @Nullable Integer code, String reason) {

    static Cause of(JsonObject json) {
      return new Cause(
          json.getString("source", ""), json.getInteger("code"), json.getString("reason", ""));
    }
  }

  public String cmdId() {
    return params.getString("cmd_id", "");
  }

  public String event() {
    return params.getString("event", "");
  }

  /** The data of the event; empty where it has none, or a text. */
  public JsonObject data() {
    return params.getValue("data") instanceof JsonObject data ? data : new JsonObject();
  }

  /** The Call-ID in the data; null where there is none. */
  public @Nullable String callId() {
    return data().getString("callid");
  }

  /** The call, if this is news of one. */
  public Optional<Call> call() {
    return data().getValue("call") instanceof JsonObject call
        ? Optional.of(Call.of(call))
        : Optional.empty();
  }

  /** Why it has failed, if this is an error. */
  public Optional<Cause> cause() {
    return params.getValue("cause") instanceof JsonObject cause
        ? Optional.of(Cause.of(cause))
        : Optional.empty();
  }

  /** What the client has put to the request for itself; null for nothing. */
  public @Nullable String tag() {
    return params.getString("tag");
  }

  boolean isEnd() {
    return event().equals("Ended");
  }
}
