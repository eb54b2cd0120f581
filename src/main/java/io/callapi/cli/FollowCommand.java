package io.callapi.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code follow}: what becomes of one call, to its end. */
@Command(
    name = "follow",
    description = "Tells what becomes of a call, one line for each change, until it has ended.",
    exitCodeList = {
      "0:The call has ended.",
      "1:The server has refused it.",
      "2:The options or the configuration cannot be used.",
      "3:The server cannot be reached, or wants another access token."
    })
final class FollowCommand implements Callable<Integer> {

  @Mixin private final ServerOptions serverOptions = new ServerOptions();

  @Parameters(paramLabel = "CALLID", description = "The Call-ID, as calls lists it.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private String callId;

  @Option(names = "--json", description = "Prints one JSON object a line.")
  private boolean json;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Override
  public Integer call() {
    CallLines lines = new CallLines(command.commandLine().getOut(), json);
    return Connected.with(command, serverOptions, client -> Following.call(client, callId, lines));
  }
}
