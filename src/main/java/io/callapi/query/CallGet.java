package io.callapi.query;

import io.callapi.bus.TypedBus;
import io.callapi.calls.CallsRequest;
import io.callapi.calls.CallsRequest.CallsPage;
import io.callapi.calls.CallsRequest.FindCall;
import io.callapi.command.Parameters;
import io.callapi.jsonrpc.JsonRpcError;
import io.callapi.method.CallView;
import io.callapi.method.Caller;
import io.callapi.method.MethodFailure;
import io.callapi.method.QueryMethod;
import io.callapi.sip.CallId;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One call, whoever has started it. */
final class CallGet implements QueryMethod<CallGet.Params> {

  private final OtherUnits units;
  private final List<String> proxies;

  CallGet(TypedBus bus, List<String> proxies) {
    this.units = new OtherUnits(bus);
    this.proxies = List.copyOf(proxies);
  }

  record Params(CallId callid) {}

  record Answer(CallView call) {}

  @Override
  public String name() {
    return "CallGet";
  }

  @Override
  public Params read(Parameters parameters) {
    return new Params(parameters.callId("callid"));
  }

  /** Proxies that share their calls may tell of an end at different times: up is up. */
  @Override
  public Future<Answer> answer(Params params, Caller caller) {
    return Future.all(proxies.stream().map(proxy -> find(proxy, params.callid())).toList())
        .map(all -> all.<List<CallView>>list().stream().flatMap(List::stream))
        .compose(found -> best(params, found));
  }

  private Future<List<CallView>> find(String proxy, CallId call) {
    return units
        .ask(CallsRequest.ADDRESS.of(proxy), new FindCall(call))
        .map(
            reply ->
                ((CallsPage) reply)
                    .calls().stream().map(seen -> CallView.of(proxy, seen)).toList());
  }

  private static Future<Answer> best(Params params, Stream<CallView> found) {
    return found
        .min(Comparator.comparing(call -> call.ended() != null))
        .map(call -> Future.succeededFuture(new Answer(call)))
        .orElseGet(
            () ->
                Future.failedFuture(
                    new MethodFailure(
                        JsonRpcError.NO_SUCH_CALL, Map.of("callid", params.callid().value()))));
  }
}
