package io.callapi.bench.faults;

import io.callapi.config.LogConfig;
import io.callapi.config.LogLevel;
import io.callapi.config.Logging;
import io.callapi.fault.FaultPlan;
import io.callapi.simulator.SimulatorOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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

  @Option(names = "--seed", description = "Chooses stories and faults.")
  private long seed = 1;

  @Option(names = "--commands", description = "How many are given, at least.")
  private int commands = 2000;

  @Option(names = "--concurrency", description = "How many run at once.")
  private int concurrency = 200;

  @Option(names = "--drop", description = "The share of the messages that is lost.")
  private double drop = 0.10;

  @Option(names = "--double", description = "The share that arrives twice.")
  private double duplicate = 0.05;

  @Option(names = "--reorder-ms", description = "How long messages are held back, at most.")
  private long reorderMs = 300;

  @Option(names = "--late", description = "The share that is held back.")
  private double late = 1;

  @Option(names = "--cut", description = "The share of which only the beginning arrives.")
  private double cut;

  @Option(names = "--corrupt", description = "The share with one wrong byte.")
  private double corrupt;

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
    Vertx vertx = Vertx.vertx();
    try {
      return run(vertx);
    } finally {
      vertx.close().await();
    }
  }

  private int run(Vertx vertx) {
    Trace trace = new Trace(traced);
    Results results = new Results(trace);
    SimulatorOptions phones = SimulatorOptions.defaults().withVersion(version);
    FaultBox box = new FaultBox(vertx, phones, new CallFlows(), trace);
    long start = System.nanoTime();
    Promise<Object> done = Promise.promise();
    vertx
        .getOrCreateContext()
        .runOnContext(
            v ->
                box.start()
                    .compose(
                        up ->
                            new FaultRun(vertx, box, results, seed, commands)
                                .run(plan(), concurrency))
                    .<Object>mapEmpty()
                    .onComplete(done));
    done.future().await();
    PrintWriter out = command.commandLine().getOut();
    trace.print(out);
    FaultReport report = new FaultReport(results, out);
    report.print("seed " + seed + ", " + box.counts(), (System.nanoTime() - start) / 1e9);
    return report.isGood() ? 0 : 1;
  }

  private FaultPlan plan() {
    return FaultPlan.clean(seed)
        .withDrop(drop)
        .withDuplicate(duplicate)
        .withLate(late, Duration.ofMillis(reorderMs))
        .withCut(cut)
        .withCorrupt(corrupt);
  }
}
