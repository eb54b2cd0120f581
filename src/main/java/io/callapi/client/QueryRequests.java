package io.callapi.client;

import io.callapi.jsonrpc.JsonRpcMessage.Request;
import io.callapi.jsonrpc.JsonRpcMessage.Success;
import io.callapi.method.Caller;
import io.callapi.method.MethodFailure;
import io.callapi.method.Question;
import io.vertx.core.Future;

/** Answers the queries of one client. */
record QueryRequests(RequestLog log, Caller caller) {

  /** The answer; it fails through a defect only. */
  Future<Answer> answer(Request request, Question<?> question) {
    return question
        .answer(caller)
        .map(result -> succeeded(request, result))
        .recover(e -> failed(request, e));
  }

  private static Answer succeeded(Request request, Record result) {
    return new Answer(request.id() == null ? null : new Success(request.id(), result), null);
  }

  private Future<Answer> failed(Request request, Throwable failure) {
    if (!(failure instanceof MethodFailure known)) {
      return Future.failedFuture(failure);
    }
    log.refused(request.method(), known.error(), known.data().toString());
    return Future.succeededFuture(Answer.failure(request, known.error(), known.data()));
  }
}
