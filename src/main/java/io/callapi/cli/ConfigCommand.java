package io.callapi.cli;

import io.callapi.config.EffectiveText;
import io.callapi.config.Loaded;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code config}: says what the configuration is, without starting anything. */
@Command(
    name = "config",
    description = "Checks the configuration, or prints it as it holds.",
    synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  private ConfigCommand() {}

  /** With its subcommands. */
  static CommandLine line() {
    return new CommandLine(new ConfigCommand())
        .addSubcommand(new Check())
        .addSubcommand(new Print());
  }

  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "Missing the subcommand: check or print.");
  }

  /** {@code config check}: all that is wrong, or that nothing is. */
  @Command(
      name = "check",
      description = {
        "Checks the file and the environment, and names each wrong key.",
        "It asks nobody; doctor checks the proxies as well."
      })
  static final class Check implements Callable<Integer> {

    @Mixin private final ConfigOptions settings = new ConfigOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    @Override
    public Integer call() {
      Loaded loaded = Awaiting.with(vertx -> settings.loadAll(vertx, List.of()));
      loaded.config().cluster().requireReadableFiles();
      PrintWriter out = command.commandLine().getOut();
      out.println("ok: " + loaded.place());
      out.flush();
      return ExitCode.OK;
    }
  }

  /** {@code config print}: each key and where it comes from. */
  @Command(
      name = "print",
      description = {
        "Prints every key as it holds, in YAML, with where it comes from: the line of the file,",
        "an environment variable, or the default. Passwords and tokens are hidden."
      })
  static final class Print implements Callable<Integer> {

    @Mixin private final ConfigOptions settings = new ConfigOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    @Override
    public Integer call() {
      Loaded loaded = Awaiting.with(vertx -> settings.loadAll(vertx, List.of()));
      PrintWriter out = command.commandLine().getOut();
      out.println("# " + loaded.place());
      out.print(EffectiveText.of(loaded.values()));
      out.flush();
      return ExitCode.OK;
    }
  }
}
