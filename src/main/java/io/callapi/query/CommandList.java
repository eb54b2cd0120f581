package io.callapi.query;

import io.callapi.bus.TypedBus;
import io.callapi.command.Parameters;
import io.callapi.command.RegisterRequest;
import io.callapi.command.RegisterRequest.CommandPage;
import io.callapi.command.RegisterRequest.ListCommands;
import io.callapi.method.Caller;
import io.callapi.method.QueryMethod;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands that run or are remembered, in the order in which they were started. */
final class CommandList implements QueryMethod<CommandList.Params> {

  static final int USUAL_LIMIT = 100;

  private final OtherUnits units;
  private final Cursors cursors;

  CommandList(TypedBus bus, Cursors cursors) {
    this.units = new OtherUnits(bus);
    this.cursors = cursors;
  }

  /**
   * @param running null for those that have ended, too
   * @param method null for any
   */
  record Params(@Nullable Boolean running, @Nullable String method, int limit, long after) {}

  record Answer(List<CommandView> commands, @Nullable String cursor) {}

  @Override
  public String name() {
    return "CommandList";
  }

  @Override
  public Params read(Parameters parameters) {
    String state = parameters.optionalText("state");
    return new Params(
        state == null ? null : state.equals("running"),
        parameters.optionalText("method"),
        parameters.integer("limit", USUAL_LIMIT),
        cursors.read(parameters.optionalText("cursor"), 1)[0]);
  }

  @Override
  public Future<Answer> answer(Params params, Caller caller) {
    return units
        .ask(
            RegisterRequest.ADDRESS,
            new ListCommands(
                CommandRefusals.viewer(caller),
                params.running(),
                params.method(),
                params.after(),
                params.limit()))
        .map(reply -> answer((CommandPage) reply));
  }

  private Answer answer(CommandPage page) {
    return new Answer(
        page.commands().stream().map(command -> CommandView.of(command, false)).toList(),
        page.next() == 0 ? null : cursors.write(page.next()));
  }
}
