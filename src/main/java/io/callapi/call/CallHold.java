package io.callapi.call;

import io.callapi.call.HoldSteps.LegStage;
import io.callapi.command.Command;
import io.callapi.command.CommandScope;
import io.callapi.command.CommandType;
import io.callapi.command.Parameters;
import io.callapi.command.Subject;
import io.callapi.proxy.CallEvent.HoldAction;
import io.callapi.proxy.CallEvent.HoldStage;
import io.callapi.proxy.CallFailure;
import io.callapi.proxy.Cause;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.vertx.core.Future;

/**
 * Puts both legs of a call on hold (RFC 5359, section 2.1). If one phone refuses, the other is
 * resumed.
 */
final class CallHold implements Command {

  static final CommandType<Params> TYPE =
      new CommandType<>(
          "CallHold",
          Params::from,
          Params.class,
          p -> new Subject.ExistingCall(p.callid()),
          CallHold::new);

  record Params(CallId callid) {

    static Params from(Parameters parameters) {
      return new Params(parameters.callId("callid"));
    }
  }

  private final Params params;
  private final CommandScope scope;
  private final DialogWatch call;
  private final HoldWatch legs;

  CallHold(Params params, CommandScope scope) {
    this.params = params;
    this.scope = scope;
    // Listen before asking: the proxy raises the first events before it answers.
    this.call = DialogWatch.existing(scope, params.callid());
    this.legs = new HoldWatch(scope, params.callid(), HoldAction.HOLD, this::onLeg);
  }

  @Override
  public Future<Void> run() {
    return HoldSteps.begin(ask(), legs)
        .onSuccess(accepted -> announce())
        .compose(
            accepted -> HoldSteps.awaitBothLegs(scope, legs, call, this::ask).recover(this::resume),
            this::unlessRefused);
  }

  private Future<Void> ask() {
    return scope.proxy().hold(params.callid());
  }

  private void announce() {
    scope.report("CallHolding");
    legs.open();
  }

  private void onLeg(Leg leg, HoldStage stage) {
    scope.report(stage == HoldStage.OK ? "CallHoldSuccessful" : "CallHoldStart", new LegStage(leg));
  }

  /** A lost answer is not a refusal: the phones may have been asked. */
  private Future<Void> unlessRefused(Throwable failure) {
    return CallFailure.causeOf(failure).source() == Cause.Source.TIMEOUT
        ? resume(failure)
        : Future.failedFuture(failure);
  }

  private Future<Void> resume(Throwable failure) {
    Future<Void> resumed =
        call.isOver()
            ? Future.succeededFuture()
            : scope.takeBack("resume the call", resumeHeldLeg());
    return resumed.transform(done -> Future.failedFuture(failure));
  }

  private Future<Void> resumeHeldLeg() {
    HoldWatch back = new HoldWatch(scope, params.callid(), HoldAction.RESUME, (leg, stage) -> {});
    back.open();
    back.leftOut().onSuccess(quiet -> back.doWithoutMissingLeg());
    return HoldSteps.resume(scope, params.callid())
        .compose(asked -> legs.hasChanged() ? back.settled() : Future.succeededFuture());
  }
}
