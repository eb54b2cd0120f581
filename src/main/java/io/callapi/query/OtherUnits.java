package io.callapi.query;

import io.callapi.bus.Address;
import io.callapi.bus.BusFailure;
import io.callapi.bus.TypedBus;
import io.callapi.command.RegisterRequest;
import io.callapi.command.RegisterRequest.NotDone;
import io.callapi.command.RegisterRequest.RegisterReply;
import io.callapi.jsonrpc.JsonRpcError;
import io.callapi.method.MethodFailure;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;

/** Asks other units for what a query needs. */
record OtherUnits(TypedBus bus) {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** A unit that is not there any more is one of a server that stops. */
  <M, R> Future<R> ask(Address<M, R> address, M message) {
    return bus.request(address, message, TIMEOUT)
        .recover(
            e ->
                e instanceof BusFailure lost && lost.kind() == BusFailure.Kind.NOBODY_THERE
                    ? Future.failedFuture(
                        new MethodFailure(
                            JsonRpcError.STOPPING, Map.of("reason", "the server is stopping")))
                    : Future.failedFuture(e));
  }

  /** Asks the register about one command; what it refuses is the answer to the client. */
  Future<RegisterReply> askOf(String cmdId, RegisterRequest request) {
    return ask(RegisterRequest.ADDRESS, request)
        .compose(
            reply ->
                reply instanceof NotDone refusal
                    ? Future.failedFuture(CommandRefusals.of(cmdId, refusal))
                    : Future.succeededFuture(reply));
  }
}
