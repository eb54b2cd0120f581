package io.callapi.bench.restarts;

import io.callapi.CallApiVerticle;
import io.callapi.config.CallApiConfig;
import io.callapi.config.LogConfig;
import io.callapi.config.LogLevel;
import io.callapi.config.Logging;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench restarts}: what becomes of commands when the proxy dies and comes back. */
@Command(
    name = "restarts",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Kills the proxy and starts it again under load; exit code 0 if commands succeed again"
            + " within 5 s each time, none hangs, and nothing is left behind.")
public final class RestartsCommand implements Callable<Integer> {

  private static final String LOOPBACK = "127.0.0.1";

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Option(names = "--times", description = "How often the proxy is killed.")
  private int times = 10;

  @Option(names = "--rate", description = "How many commands are given in a second.")
  private int rate = 50;

  @Option(
      names = "--opensips",
      paramLabel = "BINARY",
      description = "A real proxy; its configuration is conf/opensips.cfg of this folder.")
  private @Nullable Path opensips;

  @Option(names = "--log-level", description = "Of the service, whose log goes to stderr.")
  private LogLevel logLevel = LogLevel.ERROR;

  @Override
  public Integer call() throws IOException, TimeoutException {
    Logging.apply(new LogConfig(null, logLevel));
    Vertx vertx = Vertx.vertx();
    long start = System.nanoTime();
    PrintWriter out = command.commandLine().getOut();
    try (MortalProxy proxy = opensips == null ? new SimulatedProxy() : new RealProxy(opensips)) {
      String url = startService(vertx, proxy);
      List<String> problems = new RestartRun(vertx, proxy, url, rate, out).run(times);
      problems.forEach(problem -> out.println("  " + problem));
      out.printf(
          "%s: %d restarts under %d commands a second, %d problems; %.0f s%n",
          problems.isEmpty() ? "PASSED" : "FAILED",
          times,
          rate,
          problems.size(),
          (System.nanoTime() - start) / 1e9);
      out.flush();
      return problems.isEmpty() ? 0 : 1;
    } finally {
      vertx.close().await();
    }
  }

  /** With a wait for phones that is not much longer than the proxy's own. */
  private static JsonObject management(MortalProxy proxy) {
    return new JsonObject()
        .put("url", LOOPBACK + ":" + proxy.miPort())
        .put("invite_timeout", "20s");
  }

  private static String startService(Vertx vertx, MortalProxy proxy) {
    CallApiConfig config =
        CallApiConfig.from(
            new JsonObject()
                .put("ws_server", new JsonObject().put("host", LOOPBACK).put("port", 0))
                .put("management", new JsonObject().put("enabled", false))
                .put("mi", management(proxy))
                .put("sip", new JsonObject().put("uri", proxy.sipUri())));
    CallApiVerticle service = new CallApiVerticle(config, null);
    int port = vertx.deployVerticle(service).compose(v -> service.port()).await();
    return "ws://" + LOOPBACK + ":" + port + config.wsServer().httpPath();
  }
}
