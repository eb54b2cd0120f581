package io.callapi.jsonrpc;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON-RPC 2.0 message, well-formed. */
public sealed interface JsonRpcMessage {

  /**
   * The id of a request: a string, a number, or null (JSON-RPC 2.0, section 4).
   *
   * @param value a {@link String}, a {@link Number}, or null
   */
  record RequestId(@Nullable Object value) {

    /** What is answered to a request whose id cannot be read. */
    public static final RequestId UNREADABLE = new RequestId(null);
  }

  /**
   * A request.
   *
   * @param id null for a request that wants no reply
   * @param params an object's members; null if the request has none, or has an array
   */
  record Request(@Nullable RequestId id, String method, @Nullable Map<String, Object> params)
      implements JsonRpcMessage {}

  /**
   * The good answer to a request.
   *
   * @param result a record or a map
   */
  record Success(RequestId id, Object result) implements JsonRpcMessage {}

  /**
   * The bad answer to a request.
   *
   * @param data more about it, a record or a map; null if there is nothing to add
   */
  record Failure(RequestId id, JsonRpcError error, @Nullable Object data)
      implements JsonRpcMessage {}

  /**
   * Something told without being asked.
   *
   * @param params a record or a map
   */
  record Notification(String method, Object params) implements JsonRpcMessage {}
}
