package io.callapi.cli;

import io.callapi.client.api.CallApiClient;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code calls}: the calls that there are, and with {@code --follow} what becomes of them. */
@Command(
    name = "calls",
    description = "Lists the calls that there are, one a line, whoever has started them.",
    exitCodeList = {
      "0:All were listed.",
      "1:The server has refused it.",
      "2:The options or the configuration cannot be used.",
      "3:The server cannot be reached, or wants another access token."
    })
final class CallsCommand implements Callable<Integer> {

  @Mixin private final ServerOptions serverOptions = new ServerOptions();

  @Option(names = "--follow", description = "Goes on with what happens to calls, until Ctrl-C.")
  private boolean follow;

  @Option(names = "--json", description = "Prints one JSON object a line.")
  private boolean json;

  @Option(
      names = "--party",
      paramLabel = "URI",
      description = "Only calls of that party, be it caller or callee: a URI, *@host or user@*.")
  private @Nullable String party;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only calls in that state: ringing, answered, held or ended; may be repeated.")
  private List<String> states = new ArrayList<>();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Override
  public Integer call() {
    CallLines lines = new CallLines(command.commandLine().getOut(), json);
    return Connected.with(
        command, serverOptions, client -> follow ? follow(client, lines) : list(client, lines));
  }

  private Future<Integer> list(CallApiClient client, CallLines lines) {
    return client.calls(filters()).onSuccess(calls -> calls.forEach(lines::print)).map(ExitCode.OK);
  }

  private Future<Integer> follow(CallApiClient client, CallLines lines) {
    return Following.calls(client, filters(), lines);
  }

  private JsonObject filters() {
    JsonObject filters = new JsonObject();
    if (party != null) {
      filters.put("party", party);
    }
    return states.isEmpty() ? filters : filters.put("state", new JsonArray(states));
  }
}
