package io.callapi.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** The exit codes below the options of a command: its own, and those that all of them share. */
final class ExitCodesHelp {

  private ExitCodesHelp() {}

  static void addTo(CommandSpec command) {
    Map<String, String> codes = new LinkedHashMap<>(command.usageMessage().exitCodeList());
    if (codes.isEmpty()) {
      codes.put("0", "All went well.");
      codes.put("1", "It failed.");
      codes.put("2", "The options or the configuration cannot be used.");
    }
    codes.put("69", "scripts/call-api lacks something to start: Java, Maven or the program.");
    command.usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(codes);
  }
}
