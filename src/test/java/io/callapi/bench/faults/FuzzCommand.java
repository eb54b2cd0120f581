package io.callapi.bench.faults;

import io.callapi.config.LogConfig;
import io.callapi.config.LogLevel;
import io.callapi.config.Logging;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench fuzz}: what becomes of commands while garbage comes from the proxy's side. */
@Command(
    name = "fuzz",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Sends garbage to all sockets of the proxy's side while commands run; exit code 0 if each"
            + " comes out as it should, and no more than a line a minute is logged by each source.")
public final class FuzzCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(names = "--seconds", description = "For how long.")
  private int seconds = 60;

  @Option(names = "--seed", description = "Chooses garbage and stories.")
  private long seed = 1;

  @Option(names = "--concurrency", description = "How many commands run at once.")
  private int concurrency = 10;

  @Override
  public Integer call() {
    Logging.apply(new LogConfig(null, LogLevel.WARN));
    Vertx vertx = Vertx.vertx();
    PrintWriter out = command.commandLine().getOut();
    try {
      Results results = new Results(new Trace(""));
      FuzzRun run = new FuzzRun(vertx, results, seed);
      long start = System.nanoTime();
      run.run(Duration.ofSeconds(seconds), concurrency).await();
      FaultReport report = new FaultReport(results, out, 1);
      report.print(
          "seed %d, %d pieces of garbage".formatted(seed, run.sent()),
          (System.nanoTime() - start) / 1e9);
      return report.isGood() ? 0 : 1;
    } finally {
      vertx.close().await();
    }
  }
}
