package io.callapi.cli;

import io.callapi.simulator.SimulatedPhones;
import picocli.CommandLine.Model.CommandSpec;

/** The table of the simulated phones below the options of a command. */
final class SimulatedPhonesHelp {

  private static final String ROW = "  %-14s %s";

  private SimulatedPhonesHelp() {}

  static void addTo(CommandSpec command) {
    String[] rows =
        SimulatedPhones.rows().stream().map(SimulatedPhonesHelp::line).toArray(String[]::new);
    command
        .usageMessage()
        .footerHeading("%nSimulated phones, by the user part of their address:%n")
        .footer(rows);
  }

  private static String line(SimulatedPhones.Row row) {
    return ROW.formatted(row.name(), row.does());
  }
}
