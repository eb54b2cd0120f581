package io.callapi.call;

import io.callapi.call.TransferWatch.NewCall;
import io.callapi.command.Command;
import io.callapi.command.CommandScope;
import io.callapi.command.CommandType;
import io.callapi.command.Parameters;
import io.callapi.command.Subject;
import io.callapi.proxy.Call;
import io.callapi.proxy.CallEvent;
import io.callapi.proxy.CallEvent.CallStateChange;
import io.callapi.proxy.CallState;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipStatus;
import io.callapi.sip.SipUri;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
      new CommandType<>(
          "CallStart",
          Params::from,
          Params.class,
          p -> new Subject.NewCall(p.proxy()),
          CallStart::new);

  /** How long the reply that says why the phone was not reached may come after the event. */
  private static final Duration LOST_REPLY = Duration.ofSeconds(3);

  /**
   * @param proxy the proxy to place the call with; null for the least loaded
   */
  record Params(SipUri caller, SipUri callee, @Nullable String proxy) {

    static Params from(Parameters parameters) {
      return new Params(
          parameters.uri("caller"), parameters.uri("callee"), parameters.optionalText("proxy"));
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
  private final TransferSteps steps;
  private final Instant startedAt = Instant.now();

  CallStart(Params params, CommandScope scope) {
    this.params = params;
    this.scope = scope;
    this.firstCall = new CallId(scope.commandId());
    // Listen before asking: the proxy may raise an event before it answers.
    this.firstDialog = DialogWatch.expected(scope, firstCall);
    this.transfer = new TransferWatch(scope, this);
    this.steps = new TransferSteps(scope, transfer, List.of(firstDialog), this::findNewCall);
    transfer.follow(firstCall);
  }

  @Override
  public Future<Void> run() {
    return callTheCaller()
        .compose(answered -> sendCallerToCallee())
        .compose(asked -> steps.awaitAnswer())
        .onSuccess(call -> scope.report("CalleeAnswered", stage(call, null)))
        .compose(
            call -> cleanUp(Future.succeededFuture()),
            failure -> cleanUp(steps.giveUp(failure)).transform(v -> Future.failedFuture(failure)));
  }

  private Future<Void> callTheCaller() {
    return scope
        .within(scope.deadlines().answer(), "answer of the caller's phone", firstAnswer())
        .onSuccess(
            v -> scope.report("CallerAnswered", new Answered(params.caller(), params.callee())));
  }

  /** The answer, by the proxy's reply or by the dialog that tells the same; one may be lost. */
  private Future<Void> firstAnswer() {
    Promise<Void> answer = Promise.promise();
    scope
        .proxy()
        .placeLeg(firstCall, params.caller(), params.callee())
        .onComplete(answer::tryComplete, answer::tryFail);
    firstDialog.confirmed().onSuccess(answer::tryComplete);
    firstDialog
        .endedByItself()
        .onSuccess(v -> scope.after(LOST_REPLY, () -> answer.tryFail(firstDialog.why())));
    return answer.future();
  }

  private Future<Void> sendCallerToCallee() {
    // A request inside the dialog must not overtake the ACK.
    return scope
        .within(scope.deadlines().end(), "ACK in the first dialog", firstDialog.confirmed())
        .compose(v -> steps.ask(this::refer))
        .onSuccess(agreed -> announce());
  }

  private Future<Void> refer() {
    return scope.proxy().refer(firstCall, Leg.CALLEE, params.callee());
  }

  private Optional<Call> findNewCall(List<Call> calls) {
    return calls.stream().filter(this::isNewCall).findFirst();
  }

  private boolean isNewCall(Call call) {
    return !call.callId().equals(firstCall)
        && call.mayBeTransferOf(firstCall)
        && call.isBetween(params.caller(), params.callee())
        && call.isYoungerThan(startedAt);
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

  /** An invitation that was withdrawn before it took effect, or a copy of it that comes late. */
  private void endIfBackAgain(CallEvent event) {
    if (event instanceof CallStateChange change && change.state() != CallState.ENDED) {
      Endings.endLate(scope, firstCall);
    }
  }

  private Future<Void> cleanUp(Future<Void> newCallSettled) {
    transfer.endLateCalls();
    scope.listenAfterwards(firstCall, this::endIfBackAgain);
    return Future.join(newCallSettled, Endings.endAll(scope, firstCall, firstDialog))
        .<Void>mapEmpty()
        .eventually(transfer::close);
  }
}
