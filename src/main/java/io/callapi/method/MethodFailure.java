package io.callapi.method;

import io.callapi.jsonrpc.JsonRpcError;
import java.util.Map;

/** A request that is right and has no result; it is the answer to a client, so has no trace. */
public final class MethodFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

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

  public JsonRpcError error() {
    return error;
  }

  public Map<String, Object> data() {
    return data;
  }
}
