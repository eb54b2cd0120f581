package io.callapi.bench;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench}: how many commands a second, and how long each takes. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures Call API beside a bare WebSocket echo, each in a process of its own.")
final class BenchCommand implements Callable<Integer> {

  private static final String ZERO = "0";
  private static final String USUAL = "50";

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(names = "--seconds", paramLabel = "N", defaultValue = "3", description = "For each line.")
  private int seconds;

  @Option(names = "--url", description = "A running server to measure in place of a new one.")
  private @Nullable String url;

  @Option(names = "--caller", defaultValue = "sip:alice@127.0.0.1:5070", description = "A phone.")
  private String caller = "";

  @Option(names = "--callee", defaultValue = "sip:bob@127.0.0.1:5071", description = "A phone.")
  private String callee = "";

  @Option(
      names = "--only",
      paramLabel = "TEST",
      split = ",",
      description = "Some of: echo, end, start.")
  private List<String> only = List.of("echo", "end", "start");

  @Option(
      names = "--metrics",
      description = "Measures the same with metrics as well; compare with the lines without.")
  private boolean metrics;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Option(names = "--server-log", paramLabel = "FILE", description = "Where the server logs to.")
  private @Nullable Path log;

  @Override
  public Integer call() throws IOException {
    Vertx vertx = Vertx.vertx();
    try {
      Report report = new Report(seconds, cells(vertx), calls(vertx));
      PrintWriter out = command.commandLine().getOut();
      if (json) {
        out.println(report.toJson().encodePrettily());
      } else {
        new ReportTable(report, out).print();
      }
      return report.isGood() ? 0 : 1;
    } finally {
      vertx.close().await();
    }
  }

  private List<Cell> cells(Vertx vertx) throws IOException {
    try (ChildServer bare = ChildServer.start(log, "bare");
        Measured server = Measured.at(url, log, ZERO);
        Measured counting = metrics ? Measured.withMetrics(log) : server) {
      List<Workload> workloads = workloads(bare.url(), server.url());
      if (metrics) {
        workloads.addAll(counted(counting.url()));
      }
      Interleaved interleaved = new Interleaved(vertx, Duration.ofSeconds(seconds));
      interleaved.warmUp(new Load(2, 32), workloads);
      List<Cell> cells = new ArrayList<>();
      Load.ALL.forEach(load -> cells.addAll(interleaved.measure(load, workloads)));
      return cells;
    }
  }

  private List<Workload> workloads(String bare, String server) {
    List<Workload> workloads = new ArrayList<>();
    workloads.add(new Workload.Echoed("bare echo", bare + BareEcho.ONCE));
    workloads.add(new Workload.Echoed("bare echo, 3 frames", bare + BareEcho.THREE));
    if (only.contains("echo")) {
      workloads.add(Workload.Command.echo(server));
    }
    if (only.contains("end")) {
      workloads.add(Workload.Command.endUnknownCall(server));
    }
    return workloads;
  }

  private List<Workload> counted(String server) {
    return Stream.of(Workload.Command.echo(server), Workload.Command.endUnknownCall(server))
        .map(each -> each.named(each.name() + ", with metrics"))
        .toList();
  }

  private List<CallStarts.Result> calls(Vertx vertx) throws IOException {
    if (!only.contains("start")) {
      return List.of();
    }
    if (url != null) {
      return List.of(starts(vertx, "those of the server", ZERO));
    }
    return List.of(
        starts(vertx, "that answer at once", ZERO),
        starts(vertx, "that answer after 50 ms", USUAL));
  }

  private CallStarts.Result starts(Vertx vertx, String phones, String ringMs) throws IOException {
    try (Measured server = Measured.at(url, log, ringMs)) {
      CallStarts starts = new CallStarts(vertx, caller, callee);
      return starts.measure(phones, server.url(), Duration.ofSeconds(seconds));
    }
  }
}
