package io.callapi.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code completion}: what has a shell complete the commands and options of this program. */
@Command(
    name = "completion",
    description = {
      "Prints a script that has bash and zsh complete commands and options.",
      "For this shell: source <(call-api completion)",
      "For all of bash: call-api completion > /etc/bash_completion.d/call-api"
    })
final class CompletionCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Override
  public void run() {
    CommandLine root = command.root().commandLine();
    PrintWriter out = command.commandLine().getOut();
    out.print(AutoComplete.bash(root.getCommandName(), root));
    out.flush();
  }
}
