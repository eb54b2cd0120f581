package io.callapi.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which OpenSIPS to simulate. */
final class SimulationOptions {

  @Option(
      names = "--simulate-version",
      paramLabel = "VERSION",
      description = "The OpenSIPS version to simulate, for instance 3.6.")
  private @Nullable String version;

  /** A simulation if it was asked for, or a version of it was named. */
  Program.Simulation simulation(boolean asked) {
    return new Program.Simulation(asked || version != null, version);
  }
}
