package io.callapi.simulator;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A request of the management interface that is answered with an error. */
final class MiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int code;
  private final @Nullable String data;

  MiException(int code, String message) {
    this(code, message, null);
  }

  private MiException(int code, String message, @Nullable String data) {
    super(message, null, false, false);
    this.code = code;
    this.data = data;
  }

  static MiException invalidRequest() {
    return new MiException(-32600, "Invalid Request");
  }

  static MiException unknownMethod() {
    return new MiException(-32601, "Method not found");
  }

  static MiException invalidParams(String data) {
    return new MiException(-32602, "Invalid params", data);
  }

  static MiException serverError(String data) {
    return new MiException(-32000, "Server error", data);
  }

  JsonObject toJson() {
    JsonObject error = new JsonObject().put("code", code).put("message", getMessage());
    return data == null ? error : error.put("data", data);
  }
}
