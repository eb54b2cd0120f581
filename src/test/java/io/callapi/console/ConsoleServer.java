package io.callapi.console;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.callapi.CallApiVerticle;
import io.callapi.config.CallApiConfig;
import io.callapi.simulator.SimulatedOpenSips;
import io.callapi.simulator.SimulatorOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeoutException;

/** A server that can be stopped and started again, beside a simulated proxy that goes on. */
final class ConsoleServer implements AutoCloseable {

  private static final int PATIENCE_S = 20;

  private final Vertx proxyVertx = Vertx.vertx();
  private final JsonObject settings;
  private Vertx vertx = Vertx.vertx();
  private CallApiVerticle verticle;
  private int port;

  private ConsoleServer(JsonObject webServer, int calls) {
    SimulatedOpenSips proxy = new SimulatedOpenSips(SimulatorOptions.defaults().withCalls(calls));
    await(proxyVertx.deployVerticle(proxy));
    settings =
        new JsonObject()
            .put("ws_server", webServer.copy().put("port", 0))
            .put("management", new JsonObject().put("enabled", false))
            .put("deadlines", new JsonObject().put("stop", "10ms"))
            .put("mi", new JsonObject().put("url", "127.0.0.1:" + proxy.miPort()));
    verticle = start();
  }

  static ConsoleServer start(int calls) {
    return new ConsoleServer(new JsonObject(), calls);
  }

  static ConsoleServer withToken(String token) {
    return new ConsoleServer(new JsonObject().put("tokens", new JsonArray().add(token)), 0);
  }

  private CallApiVerticle start() {
    CallApiVerticle started = new CallApiVerticle(CallApiConfig.from(settings), null);
    await(vertx.deployVerticle(started));
    port = await(started.port());
    return started;
  }

  String url() {
    return url("localhost");
  }

  String url(String host) {
    return "http://" + host + ":" + port + "/";
  }

  void stop() {
    await(verticle.shutDown());
    await(vertx.close());
  }

  /** At the same port; it remembers nothing. */
  void startAgain() {
    settings.getJsonObject("ws_server").put("port", port);
    vertx = Vertx.vertx();
    verticle = start();
  }

  @Override
  public void close() {
    stop();
    await(proxyVertx.close());
  }

  private static <T> T await(io.vertx.core.Future<T> future) {
    try {
      return future.await(PATIENCE_S, SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("the server takes too long", e);
    }
  }
}
