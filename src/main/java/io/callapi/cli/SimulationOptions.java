package io.callapi.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which OpenSIPS to simulate. */
final class SimulationOptions {

  private static final int LATEST_MS = 60_000;
  private static final int MOST_CALLS = 10_000;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = "--simulate-version",
      paramLabel = "VERSION",
      description = "The OpenSIPS version to simulate, for instance 3.6.")
  private @Nullable String version;

  @Option(
      names = "--simulate-slow",
      paramLabel = "MS",
      description = "Simulates proxies whose management replies come so many milliseconds late.")
  private int late;

  @Option(
      names = "--simulate-calls",
      paramLabel = "N",
      description =
          "Simulates people who call each other all the time: about so many calls at a time, at"
              + " each proxy.")
  private int calls;

  /** A simulation if it was asked for, or something was said of how it is to be. */
  Program.Simulation simulation(boolean asked) {
    if (late < 0 || late > LATEST_MS) {
      throw new ParameterException(
          command.commandLine(), "--simulate-slow: must be 0 to " + LATEST_MS + ", not " + late);
    }
    if (calls < 0 || calls > MOST_CALLS) {
      throw new ParameterException(
          command.commandLine(), "--simulate-calls: must be 0 to " + MOST_CALLS + ", not " + calls);
    }
    return new Program.Simulation(
        asked || version != null || late > 0 || calls > 0, version, Duration.ofMillis(late), calls);
  }
}
