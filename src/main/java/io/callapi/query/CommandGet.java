package io.callapi.query;

import io.callapi.bus.TypedBus;
import io.callapi.command.Parameters;
import io.callapi.command.RegisterRequest.FindCommand;
import io.callapi.command.RegisterRequest.Found;
import io.callapi.method.Caller;
import io.callapi.method.QueryMethod;
import io.vertx.core.Future;

/** How a command is, and all that it has told so far. */
final class CommandGet implements QueryMethod<CommandGet.Params> {

  private final OtherUnits units;

  CommandGet(TypedBus bus) {
    this.units = new OtherUnits(bus);
  }

  record Params(String cmdId) {}

  record Answer(CommandView command) {}

  @Override
  public String name() {
    return "CommandGet";
  }

  @Override
  public Params read(Parameters parameters) {
    return new Params(parameters.text("cmd_id"));
  }

  @Override
  public Future<Answer> answer(Params params, Caller caller) {
    return units
        .askOf(params.cmdId(), new FindCommand(CommandRefusals.viewer(caller), params.cmdId()))
        .map(found -> new Answer(CommandView.of(((Found) found).command(), true)));
  }
}
