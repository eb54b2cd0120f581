package io.callapi.call.model;

import io.callapi.command.Step;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench explore}: the exploration of the tests, with more faults of the network. */
@Command(
    name = "explore",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Tries every command in every state that faults of the network can lead to: messages lost,"
          + " late, doubled. Exit code 0 if all the rules held.",
      "The ordinary tests do so with two faults. Each scenario gets its share of the time; one that"
          + " is not finished by then, or when the memory is used up, counts as cut off."
    })
public final class ExploreCommand implements Callable<Integer> {

  private final UnaryOperator<Step> flaw;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(names = "--faults", paramLabel = "N", description = "At most so many in one run.")
  private int faults = 3;

  @Option(names = "--minutes", paramLabel = "N", description = "For how long.")
  private double minutes = 30;

  @Option(
      names = "--scenario",
      paramLabel = "TEXT",
      description = "Those only whose name has it, such as CallHold or CallStart/caller_BUSY.")
  private String scenario = "";

  @Option(names = "--list", description = "Prints the names of the scenarios, and ends.")
  private boolean list;

  public ExploreCommand() {
    this(UnaryOperator.identity());
  }

  /**
   * @param flaw spoils what the commands put out, to see whether that is noticed
   */
  ExploreCommand(UnaryOperator<Step> flaw) {
    this.flaw = flaw;
  }

  @Override
  public Integer call() {
    PrintWriter out = command.commandLine().getOut();
    List<Scenario> chosen =
        Scenarios.all().stream().filter(one -> one.name().contains(scenario)).toList();
    if (chosen.isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "No scenario has that in its name: --list shows them");
    }
    if (list) {
      chosen.forEach(one -> out.println(one.name()));
      out.flush();
      return 0;
    }
    Duration time = Duration.ofMillis(Math.round(minutes * 60_000));
    Exploration exploration = new Exploration(faults, flaw, new Budget(time));
    exploration.run(chosen, out);
    out.flush();
    return exploration.violations() == 0 ? 0 : 1;
  }
}
