package io.callapi.cli;

import io.callapi.config.CallApiConfig;
import io.callapi.config.Logging;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cmd}: runs one command without a server that others could use. */
@Command(
    name = "cmd",
    description = "Runs one command straight at the proxy, without a running server.",
    exitCodeList = {
      "0:The command has ended well.",
      "1:It has failed, or was refused.",
      "2:The options or the configuration cannot be used."
    })
final class CmdCommand implements Callable<Integer> {

  private final Program program;

  @Mixin private final RequestOptions requestOptions = new RequestOptions();
  @Mixin private final ConfigOptions settings = new ConfigOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  CmdCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws TimeoutException {
    JsonObject request = requestOptions.request();
    CallApiConfig config =
        Awaiting.with(vertx -> settings.load(vertx, PrivateServer.settings("cmd")));
    Logging.apply(config.log());
    Node node =
        Node.start(
            program, Vertx.vertx(), PrivateServer.besideOthers(config), Program.Simulation.NONE);
    try {
      Exchange exchange = new Exchange(node.vertx(), command.commandLine().getOut());
      return exchange.run(node.toConnect(), request).await();
    } finally {
      node.stop();
    }
  }
}
