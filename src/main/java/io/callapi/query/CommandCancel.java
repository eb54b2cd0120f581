package io.callapi.query;

import io.callapi.bus.TypedBus;
import io.callapi.command.Parameters;
import io.callapi.command.RegisterRequest.CancelCommand;
import io.callapi.method.Caller;
import io.callapi.method.QueryMethod;
import io.vertx.core.Future;

/** Has a command take back what it has begun; that it has ended it tells itself. */
final class CommandCancel implements QueryMethod<CommandCancel.Params> {

  private final OtherUnits units;

  CommandCancel(TypedBus bus) {
    this.units = new OtherUnits(bus);
  }

  record Params(String cmdId) {}

  record Answer(String cmdId, String state) {}

  @Override
  public String name() {
    return "CommandCancel";
  }

  @Override
  public Params read(Parameters parameters) {
    return new Params(parameters.text("cmd_id"));
  }

  @Override
  public Future<Answer> answer(Params params, Caller caller) {
    return units
        .askOf(params.cmdId(), new CancelCommand(CommandRefusals.viewer(caller), params.cmdId()))
        .map(told -> new Answer(params.cmdId(), "cancelling"));
  }
}
