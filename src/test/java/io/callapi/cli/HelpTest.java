package io.callapi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.callapi.description.MethodDescription;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What the program says of itself: help, exit codes, the manual page, completion. */
class HelpTest {

  private static final Path MANUAL = Path.of("man", "call-api.1");

  private final CommandLineRun run = new CommandLineRun();

  static Stream<CommandLine> commands() {
    return withSubcommands(
        Main.commandLine((vertx, config, simulation) -> Future.failedFuture("no server here")));
  }

  private static Stream<CommandLine> withSubcommands(CommandLine line) {
    return Stream.concat(
        Stream.of(line),
        line.getSubcommands().values().stream().flatMap(HelpTest::withSubcommands));
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "--help"})
  void namesEveryCommand(String word) {
    assertThat(run.exitCode(word)).isZero();

    assertThat(run.out())
        .contains("serve", "call", "cmd", "demo", "doctor", "status", "completion", "help");
  }

  @ParameterizedTest
  @ValueSource(strings = {"call --help", "help call", "cmd --help"})
  void namesEveryMethodWithItsParameters(String args) {
    assertThat(run.exitCode(args.split(" "))).isZero();

    assertThat(run.out())
        .contains(MethodDescription.names())
        .contains("CommandList [state=running|ended] [method=TEXT] [limit=NUMBER] [cursor=TEXT]")
        .contains("CallStart caller=SIP-URI callee=SIP-URI [proxy=TEXT] [cmd_id=CMD-ID]")
        .contains("CallEnd callid=CALL-ID")
        .contains("leg=caller|callee");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void namesTheExitCodesOfEachCommand(CommandLine command) {
    assumeThat(command.getCommandSpec().helpCommand()).isFalse();

    assertThat(command.getUsageMessage())
        .containsPattern("Exit codes:")
        .containsPattern("\n +2 +The options or the configuration cannot be used")
        .containsPattern("\n +69 +scripts/call-api lacks");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void isWhatTheManualPageHasToo(CommandLine command) throws IOException {
    assumeThat(command.getCommandSpec().helpCommand()).isFalse();
    String manual = Files.readString(MANUAL).replace("\\-", "-");
    String name = command.getCommandSpec().qualifiedName().replaceFirst("^call-api ?", "");
    String section = section(manual, name);

    assertThat(section).as("of %s in %s", name, MANUAL).isNotEmpty();
    for (OptionSpec option : command.getCommandSpec().options()) {
      assertThat(section + section(manual, "Options of all commands"))
          .as("of %s in %s", name, MANUAL)
          .contains(option.longestName());
    }
  }

  /** From the heading of a command to the next one; before the first for the program itself. */
  private static String section(String manual, String name) {
    String heading = name.isEmpty() ? ".SH NAME" : ".SS " + name;
    int begin = (manual + "\n").indexOf(heading + "\n");
    if (begin < 0) {
      return "";
    }
    int end = manual.indexOf("\n.SS ", begin);
    return manual.substring(begin, end < 0 ? manual.length() : end);
  }

  @Test
  void givesBashWhatCompletesCommandsAndOptions(@TempDir Path directory) throws Exception {
    assumeThat(Path.of("/bin/bash")).exists();
    assertThat(run.exitCode("completion")).isZero();
    Path script = Files.writeString(directory.resolve("completion"), run.out());
    String ask =
        """
        compopt() { :; }; source "$0"
        COMP_WORDS=(call-api status --ws); COMP_CWORD=2; _complete_call-api; echo "${COMPREPLY[@]}"
        COMP_WORDS=(call-api dem); COMP_CWORD=1; _complete_call-api; echo "${COMPREPLY[@]}"
        """;

    Process bash =
        new ProcessBuilder(List.of("/bin/bash", "-c", ask, script.toString()))
            .redirectErrorStream(true)
            .start();

    assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
        .containsExactly("--wshost --wsport", "demo");
    assertThat(bash.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }
}
