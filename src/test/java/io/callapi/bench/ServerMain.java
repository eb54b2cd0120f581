package io.callapi.bench;

import io.callapi.CallApiVerticle;
import io.callapi.config.CallApiConfig;
import io.callapi.simulator.SimulatorOptions;
import io.callapi.simulator.SimulatorTiming;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;

/**
 * A server to be measured, in a process of its own: {@code bare}, or {@code callapi} and how many
 * milliseconds the simulated phones ring. Prints its address, and ends when its input does.
 */
public final class ServerMain {

  // Ended dialogs are of no interest here, and the simulator walks through all it has.
  private static final Duration LINGER = Duration.ofMillis(100);

  private ServerMain() {}

  /** Runs a server until the standard input ends. */
  public static void main(String[] args) throws IOException {
    Vertx vertx = Vertx.vertx();
    String url =
        args[0].equals("bare")
            ? bare(vertx).await()
            : callApi(vertx, Long.parseLong(args[1])).await();
    System.out.println(url);
    while (System.in.read() >= 0) {
      // nothing is to be read but the end
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

  private static Future<String> callApi(Vertx vertx, long ringMs) {
    CallApiVerticle root =
        new CallApiVerticle(config(), SimulatorOptions.defaults().withTiming(timing(ringMs)));
    return vertx
        .deployVerticle(root)
        .compose(id -> root.port())
        .map(bound -> "ws://127.0.0.1:" + bound + config().wsServer().httpPath());
  }

  private static CallApiConfig config() {
    return CallApiConfig.from(
        new JsonObject()
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
