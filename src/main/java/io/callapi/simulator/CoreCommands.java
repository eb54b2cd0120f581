package io.callapi.simulator;

import static io.callapi.simulator.MiCommand.with;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The commands of the proxy's core: what it is, how long it runs, what it can do. */
final class CoreCommands {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ENGLISH)
          .withZone(ZoneId.systemDefault());

  private final SimulatedVersion version;
  private final Statistics statistics;
  private final CommandTable table;
  private final CommandNames names;

  CoreCommands(
      SimulatedVersion version, Statistics statistics, CommandTable table, CommandNames names) {
    this.version = version;
    this.statistics = statistics;
    this.table = table;
    this.names = names;
  }

  List<MiCommand> commands() {
    return List.of(
        MiCommand.of("version", "core:version", List.of(with()), this::version),
        MiCommand.of("uptime", "core:uptime", List.of(with()), this::uptime),
        MiCommand.of("which", "core:which", List.of(with(), with("command")), this::which),
        MiCommand.of("ps", "core:ps", List.of(with()), this::processes),
        MiCommand.of("help", "core:help", List.of(with("mi_cmd")), this::help),
        MiCommand.of(
            "list_statistics", "statistics:list", List.of(with()), none -> statistics.kinds()),
        MiCommand.of(
            "get_statistics", "statistics:get", List.of(with("statistics")), this::statistics));
  }

  private Object version(MiParams none) {
    return new JsonObject().put("Server", version.server());
  }

  private Object uptime(MiParams none) {
    Instant up = statistics.startedAt();
    return new JsonObject()
        .put("Now", DATE.format(up.plus(statistics.uptime())))
        .put("Up since", DATE.format(up))
        .put("Up time", statistics.uptime().toSeconds() + " [sec]");
  }

  private Object which(MiParams none) {
    return new JsonArray(names.listed());
  }

  private Object processes(MiParams none) {
    JsonArray processes = new JsonArray();
    List<String> types =
        List.of("attendant", "MI Datagram", "SIP receiver udp:127.0.0.1:5060", "Timer handler");
    types.forEach(type -> processes.add(process(processes.size(), type)));
    return new JsonObject().put("Processes", processes);
  }

  private static JsonObject process(int id, String type) {
    return new JsonObject().put("ID", id).put("PID", 1000 + id).put("Type", type);
  }

  private Object help(MiParams params) {
    MiCommand command =
        table
            .find(params.text("mi_cmd"))
            .orElseThrow(() -> new MiRefusal(404, "Command not found"));
    return new JsonObject()
        .put("Help", "not available for this command")
        .put("Exported by", command.module());
  }

  private Object statistics(MiParams params) {
    return statistics.select(params.texts("statistics"));
  }
}
