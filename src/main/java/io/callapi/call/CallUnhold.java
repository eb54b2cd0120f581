package io.callapi.call;

import io.callapi.call.HoldSteps.LegStage;
import io.callapi.command.Command;
import io.callapi.command.CommandScope;
import io.callapi.command.CommandType;
import io.callapi.command.Parameters;
import io.callapi.command.Subject;
import io.callapi.proxy.CallEvent.HoldAction;
import io.callapi.proxy.CallEvent.HoldStage;
import io.callapi.sip.CallId;
import io.callapi.sip.Leg;
import io.vertx.core.Future;

/** Takes a call off hold. A proxy that finds one leg only on hold resumes that one alone. */
final class CallUnhold implements Command {

  static final CommandType<Params> TYPE =
      new CommandType<>(
          "CallUnhold",
          Params::from,
          Params.class,
          p -> new Subject.ExistingCall(p.callid()),
          CallUnhold::new);

  record Params(CallId callid) {

    static Params from(Parameters parameters) {
      return new Params(parameters.callId("callid"));
    }
  }

  private final Params params;
  private final CommandScope scope;
  private final DialogWatch call;
  private final HoldWatch legs;

  CallUnhold(Params params, CommandScope scope) {
    this.params = params;
    this.scope = scope;
    // Listen before asking: the proxy raises the first events before it answers.
    this.call = DialogWatch.existing(scope, params.callid());
    this.legs = new HoldWatch(scope, params.callid(), HoldAction.RESUME, this::onLeg);
  }

  @Override
  public Future<Void> run() {
    return HoldSteps.begin(ask(), legs)
        .onSuccess(accepted -> announce())
        .compose(accepted -> HoldSteps.awaitBothLegs(scope, legs, call, this::ask));
  }

  private Future<Void> ask() {
    return scope.proxy().resume(params.callid());
  }

  private void announce() {
    scope.report("CallUnholding");
    legs.open();
  }

  private void onLeg(Leg leg, HoldStage stage) {
    scope.report(
        stage == HoldStage.OK ? "CallUnholdSuccessful" : "CallUnholdStart", new LegStage(leg));
  }
}
