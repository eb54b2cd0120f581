package io.callapi.client;

import io.callapi.client.RequestReader.ToSubscribe;
import io.callapi.jsonrpc.JsonRpcError;
import io.callapi.jsonrpc.JsonRpcMessage.Request;
import io.callapi.jsonrpc.JsonRpcMessage.Success;
import io.callapi.method.MethodFailure;
import java.util.LinkedHashMap;
import java.util.Map;

/** Opens the subscriptions of one client. */
record SubscriptionRequests(RequestLog log, OpenSubscriptions subscriptions) {

  Answer answer(Request request, ToSubscribe asked) {
    String cmdId = asked.label().cmdId();
    try {
      if (subscriptions.isOpen(asked.label(), asked.enrolment())) {
        return started(request, cmdId, true);
      }
      refuse(cmdId);
      subscriptions.open(asked.label(), asked.enrolment());
      return started(request, cmdId, false).holding(cmdId);
    } catch (MethodFailure e) {
      log.refused(request.method(), e.error(), e.data().toString());
      return Answer.failure(request, e.error(), e.data());
    }
  }

  private void refuse(String cmdId) {
    if (subscriptions.isKnown(cmdId)) {
      throw new MethodFailure(
          JsonRpcError.ID_IN_USE,
          Map.of("cmd_id", cmdId, "reason", "the cmd_id belongs to another subscription"));
    }
    if (subscriptions.isFull()) {
      throw MethodFailure.limitReached("too many subscriptions");
    }
  }

  private static Answer started(Request request, String cmdId, boolean repeated) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("cmd_id", cmdId);
    result.put("event", "Started");
    if (repeated) {
      result.put("repeated", true);
    }
    return new Answer(request.id() == null ? null : new Success(request.id(), result), null);
  }
}
