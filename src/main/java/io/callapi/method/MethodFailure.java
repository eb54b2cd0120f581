package io.callapi.method;

import io.callapi.jsonrpc.JsonRpcError;
import java.util.Map;

/** A request that is right and has no result; it is the answer to a client, so has no trace. */
public final class MethodFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int RETRY_AFTER_MS = 1000;

  private final JsonRpcError error;
  private final transient Map<String, Object> data;

  /**
   * @param data what a program needs to know of it
   */
  public MethodFailure(JsonRpcError error, Map<String, Object> data) {
    super(error.message() + ": " + data, null, false, false);
    this.error = error;
    this.data = Map.copyOf(data);
  }

  /** There is too much already; the client may try again in a moment. */
  public static MethodFailure limitReached(String reason) {
    return new MethodFailure(
        JsonRpcError.LIMIT_REACHED, Map.of("reason", reason, "retry_after_ms", RETRY_AFTER_MS));
  }

  public JsonRpcError error() {
    return error;
  }

  public Map<String, Object> data() {
    return data;
  }
}
