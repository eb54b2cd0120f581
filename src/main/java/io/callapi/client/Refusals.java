package io.callapi.client;

import io.callapi.command.StartCommand;
import io.callapi.command.StartCommand.Refused;
import io.callapi.jsonrpc.JsonRpcError;
import io.callapi.jsonrpc.JsonRpcMessage.Failure;
import io.callapi.jsonrpc.JsonRpcMessage.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a command that was not started looks on the wire. */
final class Refusals {

  private Refusals() {}

  static @Nullable Failure answer(Request request, String cmdId, Refused refused) {
    if (request.id() == null) {
      return null;
    }
    if (refused.reason() == StartCommand.Reason.NO_SUCH_PROXY) {
      Map<String, Object> problems = Map.of("proxy", refused.text());
      return new Failure(request.id(), JsonRpcError.INVALID_PARAMS, problems);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("reason", refused.text());
    data.put("cmd_id", cmdId);
    if (refused.proxy() != null) {
      data.put("proxy", refused.proxy());
    }
    if (refused.retryAfterMs() != null) {
      data.put("retry_after_ms", refused.retryAfterMs());
    }
    return new Failure(request.id(), error(refused.reason()), data);
  }

  static JsonRpcError error(StartCommand.Reason reason) {
    return switch (reason) {
      case ID_IN_USE -> JsonRpcError.ID_IN_USE;
      case TOO_MANY -> JsonRpcError.LIMIT_REACHED;
      case PROXY_DOWN -> JsonRpcError.PROXY_DOWN;
      case NO_SUCH_PROXY -> JsonRpcError.INVALID_PARAMS;
      case STOPPING -> JsonRpcError.STOPPING;
    };
  }
}
