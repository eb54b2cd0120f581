package io.callapi.client;

import io.callapi.jsonrpc.JsonRpcCodec.Item;
import io.callapi.jsonrpc.JsonRpcError;
import io.callapi.jsonrpc.JsonRpcMessage;
import io.callapi.jsonrpc.JsonRpcMessage.Failure;
import io.callapi.jsonrpc.JsonRpcMessage.Request;
import io.callapi.jsonrpc.JsonRpcMessage.RequestId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is answered to one request.
 *
 * @param reply null if the request wants none
 * @param cmdId the command whose notices may pass once the reply is written; null if there is none
 */
record Answer(@Nullable JsonRpcMessage reply, @Nullable String cmdId) {

  static Answer failure(Request request, JsonRpcError error, @Nullable Object data) {
    return new Answer(request.id() == null ? null : new Failure(request.id(), error, data), null);
  }

  static Answer internalError(Item item) {
    return failure(item, JsonRpcError.INTERNAL_ERROR, null);
  }

  /** Too much at once, whatever was asked. */
  static Answer limitReached(Item item, String reason, int retryAfterMs) {
    Map<String, Object> data = Map.of("reason", reason, "retry_after_ms", retryAfterMs);
    return failure(item, JsonRpcError.LIMIT_REACHED, data);
  }

  private static Answer failure(Item item, JsonRpcError error, @Nullable Object data) {
    Request request = item.request();
    if (request != null) {
      return failure(request, error, data);
    }
    Failure unreadable = item.failure();
    RequestId id = unreadable == null ? RequestId.UNREADABLE : unreadable.id();
    return new Answer(new Failure(id, error, data), null);
  }

  /** This one, with the command whose notices wait for it. */
  Answer holding(String heldCmdId) {
    return new Answer(reply, heldCmdId);
  }
}
