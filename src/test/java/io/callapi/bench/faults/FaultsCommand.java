package io.callapi.bench.faults;

import io.callapi.config.LogConfig;
import io.callapi.config.LogLevel;
import io.callapi.config.Logging;
import io.callapi.simulator.SimulatorOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench faults}: what becomes of commands when the network to the proxy is bad. */
@Command(
    name = "faults",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Runs commands through a bad network and checks each; exit code 0 if all is well.")
public final class FaultsCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(
      names = {"--seed", "--seeds"},
      paramLabel = "N",
      split = ",",
      description = "Chooses stories and faults; several run one after another.")
  private List<Long> seeds = List.of(1L);

  @Option(names = "--commands", description = "How many are given, at least.")
  private int commands = 2000;

  @Option(names = "--concurrency", description = "How many run at once.")
  private int concurrency = 200;

  @Option(
      names = "--field-phones",
      description =
          "Every third phone has a habit of those that serve --help lists, and people call each"
              + " other as well. Where a habit leaves a command to luck, either end is right.")
  private boolean fieldPhones;

  @Mixin private NetworkOptions network = new NetworkOptions();

  @Option(names = "--simulate-version", description = "The OpenSIPS release to imitate.")
  private String version = SimulatorOptions.defaults().version();

  @Option(
      names = "--trace",
      paramLabel = "ID",
      description = "Shows all of that command's story; failed: of each story with a failure.")
  private String traced = "";

  @Option(names = "--log-level", description = "Of the service, whose log goes to stderr.")
  private LogLevel logLevel = LogLevel.ERROR;

  @Override
  public Integer call() {
    Logging.apply(new LogConfig(null, logLevel));
    List<Long> bad = seeds.stream().filter(seed -> !isGood(seed)).toList();
    if (seeds.size() > 1) {
      PrintWriter out = command.commandLine().getOut();
      out.printf(
          "%s: %d of the seeds %s, %s%n",
          bad.isEmpty() ? "PASSED" : "FAILED: " + bad,
          seeds.size() - bad.size(),
          seeds,
          network.transports());
      out.flush();
    }
    return bad.isEmpty() ? 0 : 1;
  }

  private boolean isGood(long seed) {
    Vertx vertx = Vertx.vertx();
    try {
      return run(vertx, seed);
    } finally {
      vertx.close().await();
    }
  }

  private boolean run(Vertx vertx, long seed) {
    Trace trace = new Trace(traced);
    Results results = new Results(trace);
    SimulatorOptions phones = SimulatorOptions.defaults().withVersion(version);
    FaultBox box = new FaultBox(vertx, phones, network.transports(), new CallFlows(), trace);
    FaultRun plain = new FaultRun(vertx, box, results, seed, commands);
    FaultRun run = fieldPhones ? plain.withFieldPhones() : plain;
    long start = System.nanoTime();
    Promise<Object> done = Promise.promise();
    vertx
        .getOrCreateContext()
        .runOnContext(
            v ->
                box.start()
                    .compose(up -> run.run(network.of(seed), concurrency))
                    .<Object>mapEmpty()
                    .onComplete(done));
    done.future().await();
    PrintWriter out = command.commandLine().getOut();
    trace.print(out);
    FaultReport report = new FaultReport(results, out);
    report.print("seed " + seed + ", " + box.counts(), (System.nanoTime() - start) / 1e9);
    return report.isGood();
  }
}
