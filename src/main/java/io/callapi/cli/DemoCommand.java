package io.callapi.cli;

import io.callapi.config.CallApiConfig;
import io.callapi.config.Logging;
import io.callapi.config.Setting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: plays calls through every command and checks what is reported. */
@Command(
    name = "demo",
    description = {
      "Plays calls through every command and checks what the server reports.",
      "Without a URL it runs against a server of its own, with a simulated proxy."
    },
    exitCodeList = {
      "0:Every step came out as expected.",
      "1:A step did not, or the server could not start.",
      "2:The options or the configuration cannot be used.",
      "3:The server at the URL cannot be reached, or the connection was lost."
    })
final class DemoCommand implements Callable<Integer> {

  private final Program program;

  @Mixin private final ConfigOptions settings = new ConfigOptions();
  @Mixin private final SimulationOptions simulationOptions = new SimulationOptions();
  @Mixin private final TokenOption tokenOption = new TokenOption();
  @Mixin private final TrustOption trustOption = new TrustOption();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "A running server to use, best one started with --simulate.")
  private @Nullable String url;

  @Option(
      names = "--domain",
      paramLabel = "HOST",
      defaultValue = "example.com",
      description = "Where alice, bob and the others are (default: ${DEFAULT-VALUE}).")
  private String domain = "example.com";

  DemoCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws TimeoutException {
    if (url != null) {
      String address = ServerUrl.checked(command.commandLine(), url);
      Endpoint server = new Endpoint(address, tokenOption.or(List.of()), trustOption.or(null));
      return Awaiting.with(vertx -> play(vertx, server));
    }
    CallApiConfig config = Awaiting.with(vertx -> settings.load(vertx, overrides()));
    Logging.apply(config.log());
    Node node =
        Node.start(
            program,
            Vertx.vertx(),
            PrivateServer.besideOthers(config),
            simulationOptions.simulation(true));
    try {
      return play(node.vertx(), node.toConnect()).await();
    } finally {
      node.stop();
    }
  }

  /** Of the log only what is a defect: its lines would stand between those of the demonstration. */
  private static List<Setting> overrides() {
    return Stream.concat(
            PrivateServer.settings("demo").stream(),
            Stream.of(new Setting("log.level", "ERROR", "demo")))
        .toList();
  }

  private Future<Integer> play(Vertx vertx, Endpoint server) {
    return new Demo(vertx, domain, command.commandLine().getOut())
        .run(server)
        .map(good -> good ? ExitCode.OK : ExitCode.FAILED);
  }
}
