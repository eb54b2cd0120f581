package io.callapi.cli;

import io.callapi.config.ConfigException;
import io.callapi.log.LogState;
import io.callapi.process.JavaFlags;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: {@code scripts/call-api SUBCOMMAND …}. */
@Command(
    name = "call-api",
    versionProvider = Version.class,
    description = "Controls SIP calls over WebSocket and JSON-RPC, beside OpenSIPS.",
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {

  // Options of the client of the Go daemon, which had no subcommands.
  private static final List<String> CLIENT_OPTIONS =
      List.of("method", "params", "wshost", "wsport", "id", "config");

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  private Main() {}

  /** Runs the program and ends the process with its exit code. */
  public static void main(String[] args) {
    JavaFlags.beforeNetty();
    int exitCode = commandLine(new CallApiServer()).execute(withSubcommand(args));
    LogState.flush();
    System.exit(exitCode);
  }

  /** The command line, with its output still to be redirected. */
  static CommandLine commandLine(Program program) {
    CommandLine line = new CommandLine(new Main());
    CommandLine serve = new CommandLine(new ServeCommand(program));
    SimulatedPhonesHelp.addTo(serve.getCommandSpec());
    line.addSubcommand(serve)
        .addSubcommand(new CallCommand())
        .addSubcommand(new CallsCommand())
        .addSubcommand(new FollowCommand())
        .addSubcommand(new CommandsCommand())
        .addSubcommand(new CancelCommand())
        .addSubcommand(new CmdCommand(program))
        .addSubcommand(new DemoCommand(program))
        .addSubcommand(new DoctorCommand())
        .addSubcommand(new StatusCommand())
        .addSubcommand(ConfigCommand.line());
    line.addSubcommand(new CompletionCommand()).addSubcommand(new CommandLine.HelpCommand());
    line.getCommandSpec()
        .addOption(flag("Prints the version.", "-v", "-V", "--version").versionHelp(true).build());
    withSubcommands(line).forEach(Main::addHelp);
    // "-id" is one option here, not "-i -d"; and "@" may begin a value.
    return line.setPosixClusteredShortOptionsAllowed(false)
        .setExpandAtFiles(false)
        .setExecutionExceptionHandler((e, failed, parsed) -> report(e, failed));
  }

  private static Stream<CommandLine> withSubcommands(CommandLine line) {
    return Stream.concat(
        Stream.of(line), line.getSubcommands().values().stream().flatMap(Main::withSubcommands));
  }

  private static void addHelp(CommandLine line) {
    CommandSpec command = line.getCommandSpec();
    if (!command.helpCommand()) {
      command.addOption(flag("Prints this.", "-h", "-help", "--help").usageHelp(true).build());
      ExitCodesHelp.addTo(command);
      MethodsHelp.addTo(command);
    }
  }

  private static OptionSpec.Builder flag(String description, String... names) {
    return OptionSpec.builder(names).type(boolean.class).description(description);
  }

  /** The arguments with {@code call} put before those of the Go daemon's client. */
  static String[] withSubcommand(String... args) {
    boolean client = args.length > 0 && CLIENT_OPTIONS.stream().anyMatch(o -> isOption(args[0], o));
    return client
        ? Stream.concat(Stream.of("call"), Arrays.stream(args)).toArray(String[]::new)
        : args;
  }

  private static boolean isOption(String arg, String name) {
    return Stream.of("-", "--")
        .map(dashes -> dashes + name)
        .anyMatch(option -> arg.equals(option) || arg.startsWith(option + "="));
  }

  private static int report(Exception failure, CommandLine line) {
    PrintWriter err = line.getErr();
    if (failure instanceof ParameterException wrong) {
      err.println(wrong.getMessage());
      line.usage(err);
      return ExitCode.USAGE;
    }
    err.println(failure.getMessage() == null ? failure.toString() : failure.getMessage());
    if (failure instanceof ConfigException) {
      return ExitCode.USAGE;
    }
    return failure instanceof ConnectionException ? ExitCode.UNREACHABLE : ExitCode.FAILED;
  }

  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "Missing the subcommand.");
  }
}
