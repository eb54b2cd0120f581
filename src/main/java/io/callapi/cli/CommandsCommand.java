package io.callapi.cli;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code commands}: the commands that run or are remembered. */
@Command(
    name = "commands",
    description = "Lists the commands that run, or have ended a short time ago, one a line.",
    exitCodeList = {
      "0:All were listed.",
      "1:The server has refused it.",
      "2:The options or the configuration cannot be used.",
      "3:The server cannot be reached, or wants another access token."
    })
final class CommandsCommand implements Callable<Integer> {

  @Mixin private final ServerOptions serverOptions = new ServerOptions();

  @Option(names = "--running", description = "Only those that have not ended.")
  private boolean running;

  @Option(names = "--json", description = "Prints one JSON object a line.")
  private boolean json;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Override
  public Integer call() {
    JsonObject filters = new JsonObject();
    if (running) {
      filters.put("state", "running");
    }
    return Connected.with(
        command,
        serverOptions,
        client ->
            client.commands(filters).onSuccess(all -> all.forEach(this::print)).map(ExitCode.OK));
  }

  private void print(JsonObject each) {
    PrintWriter out = command.commandLine().getOut();
    out.println(json ? each.encode() : line(each));
    out.flush();
  }

  private static String line(JsonObject each) {
    JsonObject cause = Messages.object(each, "cause");
    String why = cause.isEmpty() ? "" : "  " + reason(cause);
    return "%-7s %s  %-20s %-12s %s%s"
        .formatted(
            each.getString("state"),
            each.getString("started"),
            each.getString("method"),
            each.getString("phase"),
            each.getString("cmd_id"),
            why);
  }

  private static String reason(JsonObject cause) {
    Object code = cause.getValue("code");
    return (code == null ? "" : code + " ") + cause.getString("reason");
  }
}
