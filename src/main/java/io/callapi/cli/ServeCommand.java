package io.callapi.cli;

import io.callapi.config.CallApiConfig;
import io.callapi.config.Loaded;
import io.callapi.config.Logging;
import io.callapi.config.Setting;
import io.callapi.log.LogState;
import io.callapi.process.Hangup;
import io.callapi.process.JavaFlags;
import io.callapi.process.ServiceManager;
import io.callapi.process.Watchdog;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: runs the server until it is told to stop. */
@Command(
    name = "serve",
    description = "Runs the server until SIGTERM or Ctrl-C.",
    exitCodeList = {
      "1:It could not start.",
      "2:The options or the configuration cannot be used.",
      "3:Out of memory. Start it again.",
      "4:An event loop was dead or stuck (process.stuck_exit). Start it again.",
      "130, 143:Stopped by Ctrl-C or SIGTERM."
    })
final class ServeCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  private final Program program;

  @Mixin private final ConfigOptions settings = new ConfigOptions();
  @Mixin private final SimulationOptions simulationOptions = new SimulationOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(names = "--simulate", description = "Simulates the proxies: no OpenSIPS is needed.")
  private boolean simulate;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The TCP port, in place of ws_server.port; 0 for any free one.")
  private @Nullable String port;

  @Option(names = "--cluster", description = "Joins the other nodes (conf/cluster.xml).")
  private boolean cluster;

  ServeCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws TimeoutException {
    JavaFlags.check();
    Loaded loaded = Awaiting.with(vertx -> settings.loadAll(vertx, overrides()));
    CallApiConfig config = loaded.config();
    Logging.apply(config.log());
    tellConfiguration(loaded);
    Hangup.handle(ServeCommand::reopenLog);
    Node node = start(config);
    Watchdog watchdog = Watchdog.start(node.vertx(), config.process().stuckExit());
    Thread stop = new Thread(() -> stop(node, watchdog), "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    LOG.info("serving on {}", node.url());
    announce(node);
    try {
      new ServiceManager().tellReady("Serving on " + node.url());
      new CountDownLatch(1).await(); // the hook runs while this waits
    } catch (InterruptedException e) {
      Runtime.getRuntime().removeShutdownHook(stop);
      stop(node, watchdog);
      watchdog.dismiss();
    }
    return ExitCode.OK;
  }

  /** In the log; and where that is in a file, to who has started the server, too. */
  private void tellConfiguration(Loaded loaded) {
    LOG.info("configuration: {}", loaded.place());
    if (loaded.config().log().filePath() != null) {
      PrintWriter err = command.commandLine().getErr();
      err.println("Configuration: " + loaded.place());
      err.println("The log goes to " + loaded.config().log().filePath());
      err.flush();
    }
  }

  private Node start(CallApiConfig config) throws TimeoutException {
    Vertx vertx = cluster ? ClusterNode.join(config.cluster()).await() : Vertx.vertx();
    return Node.start(program, vertx, config, simulationOptions.simulation(simulate));
  }

  private List<Setting> overrides() {
    return port == null ? List.of() : List.of(new Setting("ws_server.port", port, "option --port"));
  }

  /** Scripts wait for this line; it is the only one on the standard output. */
  private void announce(Node node) {
    LogState.flush();
    PrintWriter out = command.commandLine().getOut();
    out.println("Listening for JSON-RPC over WebSocket on " + node.url());
    out.flush();
  }

  private static void reopenLog() {
    LogState.reopen();
    LOG.info("SIGHUP: log and audit go on in new files if the old ones were renamed");
  }

  private static void stop(Node node, Watchdog watchdog) {
    watchdog.expectEndWithin(node.longestStop());
    LOG.info("stopping");
    node.stop();
    LOG.info("stopped");
    LogState.flush();
  }
}
