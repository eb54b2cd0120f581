package io.callapi.subscription;

import io.callapi.command.Parameters;
import io.callapi.jsonrpc.JsonRpcError;
import io.callapi.method.Caller;
import io.callapi.method.MethodFailure;
import io.callapi.method.OpenSubscription;
import io.callapi.method.QueryMethod;
import io.vertx.core.Future;
import java.util.Map;

/** Takes off a subscription of the same session. */
final class CallUnsubscribe implements QueryMethod<CallUnsubscribe.Params> {

  private final CallSubscribe subscriptions;

  CallUnsubscribe(CallSubscribe subscriptions) {
    this.subscriptions = subscriptions;
  }

  record Params(String cmdId) {}

  record Answer(String cmdId) {}

  @Override
  public String name() {
    return "CallUnsubscribe";
  }

  @Override
  public Params read(Parameters parameters) {
    return new Params(parameters.text("cmd_id"));
  }

  @Override
  public Future<Answer> answer(Params params, Caller caller) {
    OpenSubscription found = subscriptions.find(caller.session(), params.cmdId());
    if (found == null) {
      return Future.failedFuture(
          new MethodFailure(JsonRpcError.NO_SUCH_COMMAND, Map.of("cmd_id", params.cmdId())));
    }
    found.end();
    return Future.succeededFuture(new Answer(params.cmdId()));
  }
}
