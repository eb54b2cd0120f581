package io.callapi.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cancel}: has a command take back what it has begun. */
@Command(
    name = "cancel",
    description = {
      "Has a command take back what it has begun.",
      "A server lets each client cancel its own commands only; call CallEnd cuts short whatever is"
          + " done with a call."
    },
    exitCodeList = {
      "0:The command is about to take it back.",
      "1:The server has refused it: it has ended, or is the command of another client.",
      "2:The options or the configuration cannot be used.",
      "3:The server cannot be reached, or wants another access token."
    })
final class CancelCommand implements Callable<Integer> {

  @Mixin private final ServerOptions serverOptions = new ServerOptions();

  @Parameters(paramLabel = "ID", description = "Its cmd_id, as commands lists it.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private String cmdId;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Override
  public Integer call() {
    PrintWriter out = command.commandLine().getOut();
    return Connected.with(
        command,
        serverOptions,
        client ->
            client
                .query("CommandCancel", new JsonObject().put("cmd_id", cmdId))
                .onSuccess(result -> out.println(result.encode()))
                .map(ExitCode.OK));
  }
}
