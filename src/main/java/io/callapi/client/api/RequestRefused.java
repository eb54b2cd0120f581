package io.callapi.client.api;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** The server has answered a request with an error. */
public final class RequestRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int code;
  private final transient JsonObject error;

  RequestRefused(JsonObject error) {
    super(text(error));
    this.code = error.getInteger("code", 0);
    this.error = error.copy();
  }

  private static String text(JsonObject error) {
    Object data = error.getValue("data");
    String line = error.getValue("code") + " " + error.getValue("message");
    return data == null ? line : line + ": " + data;
  }

  public int code() {
    return code;
  }

  /** As it came. */
  public JsonObject error() {
    return error.copy();
  }

  /** More about it; null where there is nothing. */
  public @Nullable Object data() {
    return error.getValue("data");
  }
}
