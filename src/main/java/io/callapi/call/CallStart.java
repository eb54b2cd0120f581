package io.callapi.call;

import io.callapi.call.TransferWatch.NewCall;
import io.callapi.command.Command;
import io.callapi.command.CommandScope;
import io.callapi.command.CommandType;
import io.callapi.command.Parameters;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.Cause;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipStatus;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/**
 * Connects two people: calls the caller's phone and has it call the callee (click-to-dial, RFC
 * 5359, section 2.17).
 *
 * <p>The first dialog, between the proxy and the caller's phone, carries no media and is always
 * ended; the call of the two people is the one that the phone places then.
 */
final class CallStart implements Command, TransferWatch.Observer {

  static final CommandType<Params> TYPE =
      new CommandType<>("CallStart", Params::from, Params.class, CallStart::new);

  record Params(SipUri caller, SipUri callee) {

    static Params from(Parameters parameters) {
      return new Params(parameters.uri("caller"), parameters.uri("callee"));
    }
  }

  record Answered(SipUri caller, SipUri callee) {}

  record Transferring(SipUri caller, SipUri destination) {}

  record Stage(CallId callid, SipUri caller, SipUri callee, @Nullable String extra) {}

  private final Params params;
  private final CommandScope scope;
  private final CallId firstCall;
  private final DialogWatch firstDialog;
  private final TransferWatch transfer;
  private boolean rejected;

  CallStart(Params params, CommandScope scope) {
    this.params = params;
    this.scope = scope;
    this.firstCall = new CallId(scope.commandId());
    // Listen before asking: the proxy may raise an event before it answers.
    this.firstDialog = new DialogWatch(scope, firstCall);
    this.transfer = new TransferWatch(scope, this);
    transfer.follow(firstCall);
  }

  @Override
  public Future<Void> run() {
    return callTheCaller()
        .compose(answered -> sendCallerToCallee())
        .compose(asked -> TransferSteps.awaitAnswer(scope, transfer, firstDialog))
        .onSuccess(call -> scope.report("CalleeAnswered", stage(call, null)))
        .transform(outcome -> cleanUp(outcome.cause()).transform(done -> (Future<NewCall>) outcome))
        .mapEmpty();
  }

  private Future<Void> callTheCaller() {
    return scope
        .within(scope.deadlines().answer(), "answer of the caller's phone", firstAnswer())
        .onSuccess(
            v -> scope.report("CallerAnswered", new Answered(params.caller(), params.callee())));
  }

  /** The answer, by the proxy's reply or by the event that tells the same; one may be lost. */
  private Future<Void> firstAnswer() {
    Promise<Void> answer = Promise.promise();
    scope
        .proxy()
        .placeLeg(firstCall, params.caller(), params.callee())
        .onFailure(this::noteRejection)
        .onComplete(answer::tryComplete, answer::tryFail);
    firstDialog.confirmedByItself().onSuccess(answer::tryComplete);
    return answer.future();
  }

  private void noteRejection(Throwable failure) {
    rejected = CallFailure.causeOf(failure).source() == Cause.Source.SIP;
  }

  private Future<Void> sendCallerToCallee() {
    // A request inside the dialog must not overtake the ACK.
    return scope
        .within(scope.deadlines().end(), "ACK in the first dialog", firstDialog.confirmed())
        .compose(v -> scope.proxy().refer(firstCall, Leg.CALLEE, params.callee()))
        .onSuccess(accepted -> announce());
  }

  private void announce() {
    scope.report("Transferring", new Transferring(params.caller(), params.callee()));
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
    return new Stage(call.callId(), params.caller(), params.callee(), extra);
  }

  private Future<Void> cleanUp(@Nullable Throwable failure) {
    if (rejected) {
      return Future.succeededFuture(); // the phone's refusal has ended the only dialog
    }
    Future<Void> newCallEnded =
        failure == null ? Future.succeededFuture() : TransferSteps.giveUp(scope, transfer, failure);
    return newCallEnded.compose(v -> Endings.endIfUp(scope, firstCall, firstDialog));
  }
}
