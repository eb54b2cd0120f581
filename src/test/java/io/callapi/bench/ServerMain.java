package io.callapi.bench;

import io.callapi.CallApiVerticle;
import io.callapi.command.CommandRegister;
import io.callapi.command.RegisterLimits;
import io.callapi.config.CallApiConfig;
import io.callapi.config.Logging;
import io.callapi.simulator.SimulatorOptions;
import io.callapi.simulator.SimulatorTiming;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server to be measured, in a process of its own: {@code bare}, or {@code callapi} and how many
 * milliseconds the simulated phones ring; with a third word it has metrics. Prints its address, its
 * {@link Histogram} for each line of its input, and ends when that does.
 */
public final class ServerMain {

  // Ended dialogs are of no interest here, and the simulator walks through all it has.
  private static final Duration LINGER = Duration.ofMillis(100);

  /** The line after a histogram. */
  static final String END = "end of the histogram";

  /** Input that makes time go on for the memory of ended commands; it stands still otherwise. */
  static final int LATER = 'l';

  /** More than half of what they are remembered for. */
  private static final long STEP = Duration.ofSeconds(40).toNanos();

  private ServerMain() {}

  /** Runs a server until the standard input ends. */
  public static void main(String[] args) throws IOException {
    Vertx vertx = Vertx.vertx();
    AtomicLong time = new AtomicLong();
    CommandRegister register = new CommandRegister(RegisterLimits.DEFAULT, time::get);
    String url =
        args[0].equals("bare")
            ? bare(vertx).await()
            : callApi(vertx, Long.parseLong(args[1]), args.length > 2, register).await();
    System.out.println(url);
    for (int read = System.in.read(); read >= 0; read = System.in.read()) {
      if (read == '\n') {
        System.out.println(Histogram.text());
        System.out.println(END);
      } else if (read == LATER) {
        time.addAndGet(STEP);
        register.forgetOld();
      }
    }
    System.exit(0);
  }

  private static Future<String> bare(Vertx vertx) {
    Promise<Integer> port = Promise.promise();
    int instances = Runtime.getRuntime().availableProcessors();
    return vertx
        .deployVerticle(() -> new BareEcho(port), new DeploymentOptions().setInstances(instances))
        .compose(id -> port.future())
        .map(bound -> "ws://127.0.0.1:" + bound);
  }

  private static Future<String> callApi(
      Vertx vertx, long ringMs, boolean metrics, CommandRegister register) {
    Logging.apply(config(metrics).log()); // as serve does
    CallApiVerticle root =
        new CallApiVerticle(
            config(metrics), SimulatorOptions.defaults().withTiming(timing(ringMs)), register);
    return vertx
        .deployVerticle(root)
        .compose(id -> root.port())
        .map(bound -> "ws://127.0.0.1:" + bound + config(metrics).wsServer().httpPath());
  }

  private static CallApiConfig config(boolean metrics) {
    return CallApiConfig.from(
        new JsonObject()
            .put("management", new JsonObject().put("enabled", metrics).put("port", 0))
            .put(
                "ws_server",
                new JsonObject()
                    .put("host", "127.0.0.1")
                    .put("port", 0)
                    .put("max_requests_per_second", 0)));
  }

  /**
   * Phones that ring for that long and take their usual time for all else; 0: none for anything.
   */
  private static SimulatorTiming timing(long ringMs) {
    SimulatorTiming timing = SimulatorTiming.defaults().withEndedDialogLinger(LINGER);
    return ringMs == 0 ? timing.withoutDelays() : timing.withRing(Duration.ofMillis(ringMs));
  }
}
