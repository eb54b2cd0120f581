package io.callapi.call;

import io.callapi.call.TransferWatch.NewCall;
import io.callapi.command.Command;
import io.callapi.command.CommandScope;
import io.callapi.command.CommandType;
import io.callapi.command.Parameters;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipStatus;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * Sends one leg of a call to a new destination, without consultation (RFC 5589, section 6).
 *
 * <p>The leg's phone is asked to place the new call. Once the destination has answered, the old
 * call is ended; if it does not answer, the old call stays up.
 */
final class CallBlindTransfer implements Command, TransferWatch.Observer {

  static final CommandType<Params> TYPE =
      new CommandType<>("CallBlindTransfer", Params::from, Params.class, CallBlindTransfer::new);

  record Params(CallId callid, Leg leg, SipUri destination) {

    static Params from(Parameters parameters) {
      return new Params(
          parameters.callId("callid"), parameters.leg("leg"), parameters.uri("destination"));
    }
  }

  record Stage(@Nullable CallId callid, SipUri destination, @Nullable String extra) {}

  private final Params params;
  private final CommandScope scope;
  private final DialogWatch oldCall;
  private final TransferWatch transfer;

  CallBlindTransfer(Params params, CommandScope scope) {
    this.params = params;
    this.scope = scope;
    // Listen before asking: the proxy may raise an event before it answers.
    this.oldCall = new DialogWatch(scope, params.callid());
    this.transfer = new TransferWatch(scope, this);
    transfer.follow(params.callid());
  }

  @Override
  public Future<Void> run() {
    return refer()
        .compose(accepted -> TransferSteps.awaitAnswer(scope, transfer, oldCall))
        .onSuccess(call -> scope.report("TransferSuccessful", stage(call, null)))
        .compose(
            call -> Endings.endIfUp(scope, params.callid(), oldCall),
            failure ->
                TransferSteps.giveUp(scope, transfer, failure)
                    .transform(v -> Future.failedFuture(failure)));
  }

  private Future<Void> refer() {
    return scope
        .within(
            scope.deadlines().answer(),
            "answer to the transfer request",
            scope.proxy().refer(params.callid(), params.leg(), params.destination()))
        .onSuccess(accepted -> announce());
  }

  private void announce() {
    scope.report("Transferring", new Stage(null, params.destination(), null));
    transfer.open();
  }

  @Override
  public void started(NewCall call) {
    scope.report("TransferStart", stage(call, null));
  }

  @Override
  public void pending(NewCall call, SipStatus status) {
    scope.report("TransferPending", stage(call, status.toString()));
  }

  private Stage stage(NewCall call, @Nullable String extra) {
    return new Stage(call.callId(), params.destination(), extra);
  }
}
