package io.callapi.bench.overload;

import io.callapi.config.LogConfig;
import io.callapi.config.LogLevel;
import io.callapi.config.Logging;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench overload}: more commands than the proxy can answer soon. */
@Command(
    name = "overload",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Gives a cold server more commands than its proxy can answer soon; exit code 0 if each"
            + " ends rightly or is refused before it has begun, the link stays up, and few"
            + " requests are repeated.")
public final class OverloadCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(names = "--seed", description = "Decides the order of the commands.")
  private long seed = 1;

  @Option(names = "--seconds", description = "How long commands are given.")
  private int seconds = 20;

  @Option(names = "--late", paramLabel = "MS", description = "How late the proxy replies.")
  private long lateMs = 1200;

  @Option(names = "--calls", description = "How many calls are started at once.")
  private int calls = 2000;

  @Option(names = "--only", description = "One of: burst, mixed.")
  private String only = "";

  @Option(
      names = "--opensips",
      paramLabel = "BINARY",
      description =
          "Stops a real proxy in place of all that; its configuration is conf/opensips.cfg.")
  private @Nullable Path opensips;

  @Option(names = "--stop", description = "For how many seconds it is stopped.")
  private int stop = 3;

  @Option(names = "--rate", description = "How many commands a second it is given meanwhile.")
  private int rate = 500;

  @Override
  public Integer call() throws Exception {
    Logging.apply(new LogConfig(null, LogLevel.ERROR));
    Vertx vertx = Vertx.vertx();
    long start = System.nanoTime();
    PrintWriter out = command.commandLine().getOut();
    try {
      List<String> problems = new ArrayList<>();
      for (Scenario scenario : scenarios(vertx, out)) {
        problems.addAll(scenario.run());
      }
      problems.forEach(problem -> out.println("  " + problem));
      out.printf(
          "%s: %d problems, seed %d; %.0f s%n",
          problems.isEmpty() ? "PASSED" : "FAILED",
          problems.size(),
          seed,
          (System.nanoTime() - start) / 1e9);
      out.flush();
      return problems.isEmpty() ? 0 : 1;
    } finally {
      vertx.close().await();
    }
  }

  private List<Scenario> scenarios(Vertx vertx, PrintWriter out) {
    List<Scenario> scenarios = new ArrayList<>();
    if (opensips != null) {
      return List.of(new StoppedProxy(vertx, out, opensips, stop, rate));
    }
    if (!only.equals("mixed")) {
      scenarios.add(new Burst(vertx, out, calls));
    }
    if (!only.equals("burst")) {
      Duration late = Duration.ofMillis(lateMs);
      scenarios.add(new MixedLoad(vertx, out, seed, seconds, late));
    }
    return scenarios;
  }
}
