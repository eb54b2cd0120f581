package io.callapi.simulator;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The commands that the simulated proxy has, under the names of its version. */
final class CommandTable {

  private final Map<String, MiCommand> byName = new HashMap<>();
  private final SimulatedVersion version;
  private final Set<String> missingModules;

  CommandTable(SimulatedVersion version, Set<String> missingModules) {
    this.version = version;
    this.missingModules = missingModules;
  }

  CommandTable add(Collection<MiCommand> commands) {
    commands.stream().filter(c -> !missingModules.contains(c.module())).forEach(this::add);
    return this;
  }

  Optional<MiCommand> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  private void add(MiCommand command) {
    byName.put(command.name(), command);
    if (version.hasModuleNames()) {
      byName.put(command.moduleName(), command);
    }
  }
}
