package io.callapi.client;

import io.callapi.jsonrpc.JsonRpcError;
import java.util.Map;

/** A request that cannot become a command; it is answered and goes no further. */
public final class BadRequest extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final JsonRpcError error;
  private final transient Map<String, String> problems;

  BadRequest(JsonRpcError error, Map<String, String> problems) {
    super(error.message() + ": " + problems, null, false, false);
    this.error = error;
    this.problems = problems;
  }

  public JsonRpcError error() {
    return error;
  }

  /** What is wrong, by the name of the offending member. */
  public Map<String, String> problems() {
    return problems;
  }
}
