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

  /** A simulation if it was asked for, or something was said of how it is to be. */
  Program.Simulation simulation(boolean asked) {
    if (late < 0 || late > LATEST_MS) {
      throw new ParameterException(
          command.commandLine(), "--simulate-slow: must be 0 to " + LATEST_MS + ", not " + late);
    }
    return new Program.Simulation(
        asked || version != null || late > 0, version, Duration.ofMillis(late));
  }
}
