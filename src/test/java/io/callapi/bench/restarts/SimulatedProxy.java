package io.callapi.bench.restarts;

import io.callapi.simulator.SimulatedOpenSips;
import io.callapi.simulator.SimulatorOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;

/**
 * A simulated one. Each life of it is a simulator of its own, with sockets of its own.
 *
 * <p>All lives are on one event loop: each loop has a socket for look-ups, from its first use on.
 */
final class SimulatedProxy implements MortalProxy {

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private SimulatorOptions options = SimulatorOptions.defaults();
  private SimulatedOpenSips proxy = new SimulatedOpenSips(options);
  private String deployment = "";

  SimulatedProxy() {
    start();
    options = options.withMiPort(proxy.miPort());
  }

  @Override
  public int miPort() {
    return options.miPort();
  }

  @Override
  public String sipUri() {
    return options.sipUri().value();
  }

  /** Two that nobody else calls. */
  @Override
  public JsonObject parties(int call) {
    String host = "@c" + call + ".test";
    return JsonObject.of("caller", "sip:alice" + host, "callee", "sip:bob" + host);
  }

  @Override
  public void kill() {
    vertx.undeploy(deployment).await();
  }

  @Override
  public void start() {
    proxy = new SimulatedOpenSips(options);
    deployment = vertx.deployVerticle(proxy).await();
  }

  @Override
  public int calls() {
    return proxy.dialogs().size();
  }

  /** It keeps the latest requests only. */
  @Override
  public void forgetPast() {}

  @Override
  public void close() {
    vertx.close().await();
  }
}
