package io.callapi.simulator;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A request of the management interface that is answered with an error. */
final class MiRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int code;
  private final @Nullable String data;

  MiRefusal(int code, String message) {
    this(code, message, null);
  }

  private MiRefusal(int code, String message, @Nullable String data) {
    super(message, null, false, false);
    this.code = code;
    this.data = data;
  }

  static MiRefusal invalidRequest() {
    return new MiRefusal(-32600, "Invalid Request");
  }

  static MiRefusal unknownMethod() {
    return new MiRefusal(-32601, "Method not found");
  }

  static MiRefusal invalidParams(String data) {
    return new MiRefusal(-32602, "Invalid params", data);
  }

  static MiRefusal serverError(String data) {
    return new MiRefusal(-32000, "Server error", data);
  }

  JsonObject toJson() {
    JsonObject error = new JsonObject().put("code", code).put("message", getMessage());
    return data == null ? error : error.put("data", data);
  }
}
