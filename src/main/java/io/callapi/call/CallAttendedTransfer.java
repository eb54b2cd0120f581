package io.callapi.call;

import io.callapi.call.TransferWatch.NewCall;
import io.callapi.command.Command;
import io.callapi.command.CommandScope;
import io.callapi.command.CommandType;
import io.callapi.command.ParameterProblem;
import io.callapi.command.Parameters;
import io.callapi.command.Subject;
import io.callapi.proxy.Call;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.Cause;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.callapi.sip.SipStatus;
import io.callapi.sip.Uri;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins two calls after a consultation: one leg of call A takes the place of the peer of one leg of
 * call B (RFC 5589, section 7).
 *
 * <p>Once the two are connected, call A is ended; call B mostly ends by itself, and is ended where
 * it does not.
 */
final class CallAttendedTransfer implements Command, TransferWatch.Observer {

  static final CommandType<Params> TYPE =
      new CommandType<>(
          "CallAttendedTransfer",
          Params::from,
          Params.class,
          p -> new Subject.TwoCalls(p.callidA(), p.callidB()),
          CallAttendedTransfer::new);

  /** How long the replaced phone is given to hang up call B by itself (RFC 3891, section 3). */
  private static final Duration REPLACED_CALL = Duration.ofSeconds(1);

  record Params(CallId callidA, Leg legA, CallId callidB, Leg legB) {

    Params {
      if (callidA.equals(callidB)) {
        throw new ParameterProblem("callidB", "must be another call than callidA");
      }
    }

    static Params from(Parameters parameters) {
      return new Params(
          parameters.callId("callidA"),
          parameters.leg("legA"),
          parameters.callId("callidB"),
          parameters.leg("legB"));
    }
  }

  record Stage(CallId callid, @Nullable Uri destination, @Nullable String extra) {}

  private final Params params;
  private final CommandScope scope;
  private final DialogWatch callA;
  private final DialogWatch callB;
  private final TransferWatch transfer;
  private final TransferSteps steps;
  private @Nullable Call consultation;
  private @Nullable Uri transferee;

  CallAttendedTransfer(Params params, CommandScope scope) {
    this.params = params;
    this.scope = scope;
    // Listen before asking: the proxy may raise an event before it answers.
    this.callA = DialogWatch.existing(scope, params.callidA());
    this.callB = DialogWatch.existing(scope, params.callidB());
    this.transfer = new TransferWatch(scope, this);
    this.steps = new TransferSteps(scope, transfer, List.of(callA, callB), this::findNewCall);
    transfer.follow(params.callidA());
    transfer.follow(params.callidB());
  }

  @Override
  public Future<Void> run() {
    return lookUpParties()
        .compose(known -> steps.ask(this::replace))
        .onSuccess(agreed -> announce())
        .compose(agreed -> steps.awaitAnswer())
        .onSuccess(call -> scope.report("TransferSuccessful", stage(call, null)))
        .compose(
            call -> endOldCalls(),
            failure -> giveUp(failure).transform(v -> Future.failedFuture(failure)))
        .eventually(transfer::close);
  }

  /** Both calls must be up; who is in them tells a plain third call from others, see giveUp. */
  private Future<Void> lookUpParties() {
    return scope
        .proxy()
        .lookUp(params.callidA())
        .onSuccess(call -> transferee = call.party(params.legA()))
        .compose(call -> scope.proxy().lookUp(params.callidB()).recover(this::ofTransfer))
        .onSuccess(call -> consultation = call)
        .mapEmpty();
  }

  /** Tells an unknown call B from an unknown call A, in the words of the proxy. */
  private Future<Call> ofTransfer(Throwable failure) {
    return Future.failedFuture(
        failure instanceof CallFailure refusal && refusal.isCallUnknown()
            ? new CallFailure(Cause.mi(404, "Transfer dialog not found"))
            : failure);
  }

  private Future<Void> replace() {
    return scope.proxy().replace(params.callidA(), params.legA(), params.callidB(), params.legB());
  }

  /** A call between the two is a plain third call, and no success, unless call B is replaced. */
  private Optional<Call> findNewCall(List<Call> calls) {
    boolean isReplaced = calls.stream().noneMatch(call -> call.callId().equals(params.callidB()));
    return calls.stream().filter(call -> isReplaced && isThirdCall(call)).findFirst();
  }

  private void announce() {
    scope.report("Transferring");
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
    Uri destination = call.destination();
    return new Stage(call.callId(), destination != null ? destination : target(), extra);
  }

  private @Nullable Uri target() {
    return consultation == null ? null : consultation.party(params.legB());
  }

  private Future<Void> endOldCalls() {
    transfer.endLateCalls();
    return Endings.endIfUp(scope, params.callidA(), callA).compose(v -> endCallB());
  }

  private Future<Void> endCallB() {
    Promise<Void> waited = Promise.promise();
    callB.endedByItself().onSuccess(waited::tryComplete);
    scope.after(REPLACED_CALL, waited::tryComplete);
    return waited.future().compose(v -> Endings.endIfUp(scope, params.callidB(), callB));
  }

  private Future<Void> giveUp(Throwable failure) {
    boolean silent = CallFailure.causeOf(failure).source() == Cause.Source.TIMEOUT;
    return silent && transfer.newCall() == null
        ? Future.join(steps.giveUp(failure), scope.takeBack("end the third call", endThirdCall()))
            .mapEmpty()
        : steps.giveUp(failure);
  }

  /** A phone without Replaces has placed a plain call, of which no event tells. */
  private Future<Void> endThirdCall() {
    return scope
        .proxy()
        .calls()
        .compose(
            calls ->
                Future.join(
                    calls.stream()
                        .filter(this::isThirdCall)
                        .map(call -> Endings.endIfUp(scope, call.callId()))
                        .toList()))
        .mapEmpty();
  }

  private boolean isThirdCall(Call call) {
    return consultation != null
        && !call.callId().equals(params.callidA())
        && !call.callId().equals(params.callidB())
        && call.isBetween(transferee, target())
        && call.isYoungerThan(consultation);
  }
}
