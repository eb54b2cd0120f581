package io.callapi.query;

import io.callapi.bus.TypedBus;
import io.callapi.command.Parameters;
import io.callapi.command.RegisterRequest;
import io.callapi.command.RegisterRequest.FindCommand;
import io.callapi.command.RegisterRequest.Found;
import io.callapi.command.RegisterRequest.NotDone;
import io.callapi.command.RegisterRequest.RegisterReply;
import io.callapi.method.Caller;
import io.callapi.method.QueryMethod;
import io.vertx.core.Future;

/** How a command is, and all that it has told so far. */
final class CommandGet implements QueryMethod<CommandGet.Params> {

  private final Asking units;

  CommandGet(TypedBus bus) {
    this.units = new Asking(bus);
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
        .ask(
            RegisterRequest.ADDRESS,
            new FindCommand(CommandRefusals.viewer(caller), params.cmdId()))
        .compose(reply -> answer(params, reply));
  }

  private static Future<Answer> answer(Params params, RegisterReply reply) {
    return reply instanceof Found found
        ? Future.succeededFuture(new Answer(CommandView.of(found.command(), true)))
        : Future.failedFuture(CommandRefusals.of(params.cmdId(), (NotDone) reply));
  }
}
