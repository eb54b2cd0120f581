package io.callapi.call;

import io.callapi.call.TransferWatch.NewCall;
import io.callapi.command.Command;
import io.callapi.command.CommandScope;
import io.callapi.command.CommandType;
import io.callapi.command.Parameters;
import io.callapi.command.Subject;
import io.callapi.proxy.Call;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipStatus;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends one leg of a call to a new destination, without consultation (RFC 5589, section 6).
 *
 * <p>The leg's phone is asked to place the new call. Once the destination has answered, the old
 * call is ended; if it does not answer, the old call stays up.
 */
final class CallBlindTransfer implements Command, TransferWatch.Observer {

  static final CommandType<Params> TYPE =
      new CommandType<>(
          "CallBlindTransfer",
          Params::from,
          Params.class,
          p -> new Subject.ExistingCall(p.callid()),
          CallBlindTransfer::new);

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
  private final TransferSteps steps;
  private @Nullable Call before;

  CallBlindTransfer(Params params, CommandScope scope) {
    this.params = params;
    this.scope = scope;
    // Listen before asking: the proxy may raise an event before it answers.
    this.oldCall = DialogWatch.existing(scope, params.callid());
    this.transfer = new TransferWatch(scope, this);
    this.steps = new TransferSteps(scope, transfer, List.of(oldCall), this::findNewCall);
    transfer.follow(params.callid());
  }

  @Override
  public Future<Void> run() {
    return scope
        .proxy()
        .lookUp(params.callid())
        .onSuccess(call -> before = call)
        .compose(call -> steps.ask(this::refer))
        .onSuccess(agreed -> announce())
        .compose(agreed -> steps.awaitAnswer())
        .onSuccess(call -> scope.report("TransferSuccessful", stage(call, null)))
        .compose(
            call -> endOldCall(),
            failure -> steps.giveUp(failure).transform(v -> Future.failedFuture(failure)))
        .eventually(transfer::close);
  }

  private Future<Void> endOldCall() {
    transfer.endLateCalls();
    return Endings.endIfUp(scope, params.callid(), oldCall);
  }

  private Future<Void> refer() {
    return scope.proxy().refer(params.callid(), params.leg(), params.destination());
  }

  private Optional<Call> findNewCall(List<Call> calls) {
    return calls.stream().filter(this::isNewCall).findFirst();
  }

  private boolean isNewCall(Call call) {
    return before != null
        && !call.callId().equals(params.callid())
        && call.mayBeTransferOf(params.callid())
        && call.isBetween(before.party(params.leg()), params.destination())
        && call.isYoungerThan(before);
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
